import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { Suspicions } from './suspicions.service.js';

/** Self-referral, circles, and people or accounts that are known (RC-1). */
@Module({ imports: [NetworkModule], providers: [Suspicions], exports: [Suspicions] })
export class SuspicionsModule {}
