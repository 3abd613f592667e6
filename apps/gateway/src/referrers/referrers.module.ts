import { Module } from '@nestjs/common';
import { CodePages } from './code-pages.js';
import { MyReferrerController } from './my-referrer.controller.js';
import { ReferrersController } from './referrers.controller.js';

@Module({ controllers: [ReferrersController, MyReferrerController], providers: [CodePages] })
export class ReferrersModule {}
