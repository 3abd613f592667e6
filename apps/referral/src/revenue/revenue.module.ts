import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { PolicyModule } from '../policy/policy.module.js';

/** Where revenue comes from (RC-7), and how much of it from whom (PL-18). */
@Module({ imports: [NetworkModule, PolicyModule] })
export class RevenueModule {}
