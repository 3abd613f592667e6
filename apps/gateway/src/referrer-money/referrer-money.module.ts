import { Module } from '@nestjs/common';
import { ReferrerMoneyController } from './referrer-money.controller.js';

/** What referrers who are no experts have and are paid (RC-5). */
@Module({ controllers: [ReferrerMoneyController] })
export class ReferrerMoneyModule {}
