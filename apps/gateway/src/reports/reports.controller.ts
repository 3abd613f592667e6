import { Body, Controller, Get, Header, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  changeClientReport,
  ClientReportChange,
  ClientReportFilter,
  getClientReport,
  listClientReports,
  releaseClientReport,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, IfMatch, network, PathId, Services } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { reportBlocks, reportFile, reportPdf, titleOf } from './report-blocks.js';

const readers = ['client', ...network] as const;
const released = conflict('quality.report-released', 'The report is released: it says what it said.', {
  rule: 'QN-12',
});
const Page = z.string().meta({ description: 'A page to read and print' });
const Pdf = z.string().meta({ description: 'A4, with charts and tables', format: 'binary' });

@ApiTags('Client reports')
@Controller('client-reports')
export class ReportsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List client reports',
    description: 'A client sees its own, once they are released; the network drafts too.',
    rules: ['QN-12'],
    roles: readers,
    answer: listClientReports,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ClientReportFilter }) filter: z.output<typeof ClientReportFilter>) {
    return this.services.ask(caller, listClientReports, filter);
  }

  @Endpoint({
    summary: 'Read a client report',
    description: 'A draft counts as it is read; a released one is fixed, and says when counting again would differ.',
    rules: ['QN-12'],
    roles: readers,
    of: 'client-report',
    answer: getClientReport,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getClientReport, { id });
  }

  @Endpoint({
    summary: 'Put words to a draft',
    description: 'What happened, and what comes next.',
    rules: ['QN-12'],
    roles: network,
    of: 'client-report',
    answer: changeClientReport,
    errors: [released],
    examples: {
      request: { summary: 'The checkout went live on the 12th.', outlook: 'In April we build the search.' },
    },
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: ClientReportChange }) change: z.output<typeof ClientReportChange>,
  ) {
    return this.services.ask(caller, changeClientReport, { id, version, change });
  }

  @Endpoint({
    summary: 'Release a client report',
    description: 'Its numbers are fixed, and the client is told. A draft nobody releases goes out by itself.',
    rules: ['QN-12'],
    roles: network,
    of: 'client-report',
    answer: releaseClientReport,
    status: 200,
    errors: [released],
  })
  @Post(':id/release')
  release(@Caller() caller: Caller, @PathId() id: string, @IfMatch() version: number) {
    return this.services.ask(caller, releaseClientReport, { id, version });
  }

  @Endpoint({
    summary: 'Read a client report as a page',
    rules: ['QN-12'],
    roles: readers,
    of: 'client-report',
    answer: Page,
    produces: 'text/html',
  })
  @Header('content-type', 'text/html; charset=utf-8')
  @Get(':id/page')
  async page(@Caller() caller: Caller, @PathId() id: string) {
    const report = await this.services.ask(caller, getClientReport, { id });
    return htmlOf(titleOf(report), reportBlocks(report));
  }

  @Endpoint({
    summary: 'Download a client report as PDF',
    rules: ['QN-12'],
    roles: readers,
    of: 'client-report',
    answer: Pdf,
    produces: 'application/pdf',
  })
  @Get(':id/report.pdf')
  async pdf(@Caller() caller: Caller, @PathId() id: string) {
    const report = await this.services.ask(caller, getClientReport, { id });
    return new StreamableFile(await reportPdf(report), {
      type: 'application/pdf',
      disposition: `attachment; filename="${reportFile(report)}"`,
    });
  }
}
