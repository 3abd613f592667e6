import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { getClientReport } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { linkedId } from '#libs/links';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { answerLink, sendPdf } from '../html/linked-page.js';
import { showPrivately } from '../html/private-page.js';
import { Endpoint, Services } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { reportBlocks, reportFile, reportPdf, titleOf } from './report-blocks.js';

type Report = z.output<(typeof getClientReport)['output']>;

/** Days after its release in which the link of the mail opens a report; its client's users read it for good. */
const opensDays = 90;
const dayMs = 86_400_000;
const page = { roles: 'public', rules: ['QN-12'], answer: z.string() } as const;

/** QN-12. What the link in the mail opens: a client's report, for its people who have no account. */
@ApiExcludeController()
@Controller('r')
export class ReportPageController {
  private readonly log = new Logger('Http');

  constructor(
    private readonly services: Services,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Endpoint({ ...page, summary: 'Open a client report', produces: 'text/html' })
  @Get(':token')
  async open(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const report = await this.read(token, request);
      const asPdf = { kind: 'link', text: 'The same as PDF', path: `${token}/report.pdf` } as const;
      showPrivately(reply, { status: 200, html: htmlOf(titleOf(report), [...reportBlocks(report), asPdf]) });
    });
  }

  @Endpoint({ ...page, summary: 'Download a client report', produces: 'application/pdf' })
  @Get(':token/report.pdf')
  async pdf(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const report = await this.read(token, request);
      sendPdf(reply, reportFile(report), await reportPdf(report));
    });
  }

  private async read(token: string, request: FastifyRequest): Promise<Report> {
    const id = linkedId(this.config.LINK_KEY, 'client-report', token);
    if (!id) throw noReport();
    const caller = { actor: { ...systemActor, requestId: request.id } };
    const report = await this.services.ask(caller, getClientReport, { id });
    const { releasedAt, at } = report;
    if (!releasedAt || Date.parse(at) > Date.parse(releasedAt) + opensDays * dayMs) throw noReport();
    return report;
  }
}

const noReport = () => notFound('access.no-such-client-report', 'There is no such client report.');
