import { Module, type Type } from '@nestjs/common';
import { NetworkModule } from '../network/network.module.js';
import { ClientReportEntity } from './client-report.entity.js';
import { ReportWriter } from './report-writer.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { WorkConsumer } from './work.consumer.js';

export const reportsEntities: Type[] = [ClientReportEntity];

/** QN-12. The monthly report to the client. */
@Module({
  imports: [NetworkModule],
  controllers: [ReportsController],
  providers: [WorkConsumer, ReportWriter, ReportsService],
})
export class ReportsModule {}
