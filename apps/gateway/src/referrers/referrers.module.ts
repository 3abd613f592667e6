import { Module } from '@nestjs/common';
import { MyReferrerController } from './my-referrer.controller.js';
import { ReferrersController } from './referrers.controller.js';

@Module({ controllers: [ReferrersController, MyReferrerController] })
export class ReferrersModule {}
