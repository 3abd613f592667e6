import { Module } from '@nestjs/common';
import { ReportPageController } from './report-page.controller.js';
import { ReportsController } from './reports.controller.js';

@Module({ controllers: [ReportsController, ReportPageController] })
export class ReportsModule {}
