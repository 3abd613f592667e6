import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';
import { ConcentrationAlerts } from './concentration-alerts.js';
import { ConcentrationService } from './concentration.service.js';
import { RevenueConsumer } from './revenue.consumer.js';
import { RevenueController } from './revenue.controller.js';
import { RevenueService } from './revenue.service.js';
import { RevenueTallies } from './revenue-tallies.js';

/** Where revenue comes from (RC-7), and how much of it from whom (PL-18). */
@Module({
  imports: [NetworkModule, PolicyModule],
  controllers: [RevenueController],
  providers: [RevenueTallies, RevenueConsumer, RevenueService, ConcentrationService, ConcentrationAlerts],
})
export class RevenueModule {}
