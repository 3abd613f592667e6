import { Module } from '@nestjs/common';
import { JoinPageController } from './join-page.controller.js';

/** The public page of a referral code (RC-1). */
@Module({ controllers: [JoinPageController] })
export class JoinPageModule {}
