import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CreditNoteFilter, getCreditNote, getCreditNoteDocument, listCreditNotes } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { creditNotePaper } from './credit-note-paper.js';
import { PageToPrint, paperFile, PdfToPrint } from './document-parts.js';

const ofNote = { rules: ['PM-4'], roles: ['client', ...staff] as const, of: 'credit-note' };

@ApiTags('Invoices')
@Controller('credit-notes')
export class CreditNotesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List credit notes',
    description: 'A client sees its own. One is made by crediting an invoice.',
    rules: ofNote.rules,
    roles: ofNote.roles,
    answer: listCreditNotes,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: CreditNoteFilter }) filter: z.output<typeof CreditNoteFilter>) {
    return this.services.ask(caller, listCreditNotes, filter);
  }

  @Endpoint({ ...ofNote, summary: 'Read a credit note', answer: getCreditNote })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getCreditNote, { id });
  }

  @Endpoint({ ...ofNote, summary: 'Read a credit note as a page', answer: PageToPrint, produces: 'text/html' })
  @Header('content-type', 'text/html; charset=utf-8')
  @Get(':id/page')
  async page(@Caller() caller: Caller, @PathId() id: string) {
    const { title, blocks } = creditNotePaper(await this.services.ask(caller, getCreditNoteDocument, { id }));
    return htmlOf(title, blocks);
  }

  @Endpoint({
    ...ofNote,
    summary: 'Download a credit note as PDF',
    description: 'With its reason, what it takes off the invoice, and what is open of that now.',
    answer: PdfToPrint,
    produces: 'application/pdf',
  })
  @Get(':id/credit-note.pdf')
  async pdf(@Caller() caller: Caller, @PathId() id: string) {
    return paperFile(creditNotePaper(await this.services.ask(caller, getCreditNoteDocument, { id })));
  }
}
