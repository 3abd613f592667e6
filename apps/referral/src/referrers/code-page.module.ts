import { Module } from '@nestjs/common';
import { LeadsModule } from '../leads/leads.module.js';
import { CodePageController } from './code-page.controller.js';
import { CodePageService } from './code-page.service.js';

/** Leads by the page of a referral code (RC-1). */
@Module({ imports: [LeadsModule], controllers: [CodePageController], providers: [CodePageService] })
export class CodePageModule {}
