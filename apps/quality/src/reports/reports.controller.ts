import { Controller } from '@nestjs/common';
import { changeClientReport, getClientReport, listClientReports, releaseClientReport } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ReportsService } from './reports.service.js';

@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Rpc(listClientReports)
  list(call: Call<typeof listClientReports>) {
    return this.reports.list(call);
  }

  @Rpc(getClientReport)
  get(call: Call<typeof getClientReport>) {
    return this.reports.get(call);
  }

  @Rpc(changeClientReport)
  change(call: Call<typeof changeClientReport>) {
    return this.reports.change(call);
  }

  @Rpc(releaseClientReport)
  release(call: Call<typeof releaseClientReport>) {
    return this.reports.release(call);
  }
}
