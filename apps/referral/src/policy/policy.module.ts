import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyController } from './policy.controller.js';
import { PolicyService } from './policy.service.js';

/** Protection, hold, benchmark, limit: numbers that are data. */
@Module({
  imports: [NetworkModule],
  controllers: [PolicyController],
  providers: [PolicyService],
  exports: [PolicyService],
})
export class PolicyModule {}
