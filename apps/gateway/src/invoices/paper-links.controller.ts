import { Controller, Get, Inject, Logger, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { systemActor } from '#libs/access';
import { getCreditNoteDocument, getInvoiceDocument } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { linkedId } from '#libs/links';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { answerLink, sendPdf } from '../html/linked-page.js';
import { showPrivately } from '../html/private-page.js';
import { Endpoint, Services } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { creditNotePaper } from './credit-note-paper.js';
import { type Paper, paperPdf } from './document-parts.js';
import { invoicePaper } from './invoice-paper.js';

/** Days in which the link of the mail opens a document; its client's users read it for good. */
const opensDays = 90;
const dayMs = 86_400_000;
const page = { roles: 'public', rules: ['PM-4'], answer: z.string(), produces: 'text/html' } as const;
const pdf = { ...page, produces: 'application/pdf' } as const;

type Kind = 'invoice' | 'credit-note';
interface Visit {
  token: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

/**
 * PM-4. What the links in mails open: an invoice as it stands now, until 90 days after it is due, and a credit note for
 * 90 days. They are for a billing address, which has no account.
 */
@ApiExcludeController()
@Controller()
export class PaperLinksController {
  private readonly log = new Logger('Http');

  constructor(
    private readonly services: Services,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Endpoint({ ...page, summary: 'Open an invoice' })
  @Get('i/:token')
  invoice(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show('invoice', { token, request, reply });
  }

  @Endpoint({ ...pdf, summary: 'Download an invoice' })
  @Get('i/:token/invoice.pdf')
  invoicePdf(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send('invoice', { token, request, reply });
  }

  @Endpoint({ ...page, summary: 'Open a credit note' })
  @Get('c/:token')
  note(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show('credit-note', { token, request, reply });
  }

  @Endpoint({ ...pdf, summary: 'Download a credit note' })
  @Get('c/:token/credit-note.pdf')
  notePdf(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.send('credit-note', { token, request, reply });
  }

  private async show(kind: Kind, { token, request, reply }: Visit): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const { title, blocks } = await this.read(kind, token, request);
      const asPdf = { kind: 'link', text: 'The same as PDF', path: `${token}/${kind}.pdf` } as const;
      showPrivately(reply, { status: 200, html: htmlOf(title, [...blocks, asPdf]) });
    });
  }

  private async send(kind: Kind, { token, request, reply }: Visit): Promise<void> {
    await answerLink({ request, reply, log: this.log }, async () => {
      const paper = await this.read(kind, token, request);
      sendPdf(reply, paper.file, await paperPdf(paper));
    });
  }

  private async read(kind: Kind, token: string, request: FastifyRequest): Promise<Paper> {
    const id = linkedId(this.config.LINK_KEY, kind, token);
    if (!id) throw noPaper(kind);
    const caller = { actor: { ...systemActor, requestId: request.id } };
    const paper =
      kind === 'invoice'
        ? invoicePaper(await this.services.ask(caller, getInvoiceDocument, { id }))
        : creditNotePaper(await this.services.ask(caller, getCreditNoteDocument, { id }));
    const { opensFrom, at } = paper;
    if (!opensFrom || Date.parse(at) > Date.parse(opensFrom) + opensDays * dayMs) throw noPaper(kind);
    return paper;
  }
}

const noPaper = (kind: Kind) => notFound(`access.no-such-${kind}`, 'There is no such document.');
