import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { getInvoiceDocument } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { linkedId } from '#libs/links';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { answerLink, sendPdf } from '../html/linked-page.js';
import { showPrivately } from '../html/private-page.js';
import { Endpoint, Services } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { type InvoiceDocument, invoiceBlocks, invoiceFile, invoicePdf, titleOf } from './invoice-blocks.js';

/** Days in which the link of the mail opens an invoice; its client's users read it for good. */
const opensDays = 90;
const dayMs = 86_400_000;
const page = { roles: 'public', rules: ['PM-4'], answer: z.string() } as const;

/** PM-4. What the link in the mail opens: an invoice as it stands now, for a billing address, which has no account. */
@ApiExcludeController()
@Controller('i')
export class InvoicePageController {
  private readonly log = new Logger('Http');

  constructor(
    private readonly services: Services,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Endpoint({ ...page, summary: 'Open an invoice', produces: 'text/html' })
  @Get(':token')
  async open(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const document = await this.read(token, request);
      const asPdf = { kind: 'link', text: 'The same as PDF', path: `${token}/invoice.pdf` } as const;
      showPrivately(reply, { status: 200, html: htmlOf(titleOf(document), [...invoiceBlocks(document), asPdf]) });
    });
  }

  @Endpoint({ ...page, summary: 'Download an invoice', produces: 'application/pdf' })
  @Get(':token/invoice.pdf')
  async pdf(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const document = await this.read(token, request);
      sendPdf(reply, invoiceFile(document), await invoicePdf(document));
    });
  }

  private async read(token: string, request: FastifyRequest): Promise<InvoiceDocument> {
    const id = linkedId(this.config.LINK_KEY, 'invoice', token);
    if (!id) throw noInvoice();
    const caller = { actor: { ...systemActor, requestId: request.id } };
    const document = await this.services.ask(caller, getInvoiceDocument, { id });
    const from = opensFrom(document);
    if (!from || Date.parse(document.at) > Date.parse(from) + opensDays * dayMs) throw noInvoice();
    return document;
  }
}

/** The day from which they count, so that mail about it opens: it is due, or a credit note came later. A draft has none. */
const opensFrom = ({ invoice, creditNotes }: InvoiceDocument): string | undefined =>
  invoice.dueOn ? [invoice.dueOn, ...creditNotes.map(({ issuedOn }) => issuedOn)].toSorted().at(-1) : undefined;

const noInvoice = () => notFound('access.no-such-invoice', 'There is no such invoice.');
