import { Body, Controller, Delete, Get, Header, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  changeDraft,
  creditInvoice,
  discardDraft,
  DraftChange,
  draftInvoices,
  getInvoice,
  getInvoiceDocument,
  InvoiceEntryFilter,
  InvoiceFilter,
  InvoiceOrder,
  issueInvoice,
  listInvoiceEntries,
  listInvoiceLines,
  listInvoices,
  NewCreditNote,
  Page,
} from '#libs/contracts';
import { Caller, Endpoint, IfMatch, network, PathId, Services, staff } from '../http/index.js';
import { htmlOf } from '../print/html.js';
import { PageToPrint, paperFile, PdfToPrint } from './document-parts.js';
import { invoicePaper } from './invoice-paper.js';
import { crediting, issuing, wrongState } from './refusals.js';

/** All that a fortnight settled may be drafted at once. */
const draftingTimeoutMs = 60_000;
const readers = ['client', ...staff] as const;
const ofInvoice = { rules: ['PM-4'], of: 'invoice' };

@ApiTags('Invoices')
@Controller('invoices')
export class InvoicesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List invoices',
    description:
      'A client sees its own, once they are issued. Drafts have no dates: sorted by one they come last; and no tax yet: sorted by total they count with their net.',
    rules: ['PM-4', 'PM-9'],
    roles: readers,
    answer: listInvoices,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: InvoiceFilter }) filter: z.output<typeof InvoiceFilter>) {
    return this.services.ask(caller, listInvoices, filter);
  }

  @Endpoint({
    summary: 'Draft invoices',
    description:
      'One a client and currency, of all that is settled and on no invoice; it also happens by itself after each settlement. What sums to nothing or less waits.',
    rules: ['PM-4'],
    roles: network,
    answer: draftInvoices,
    idempotency: 'required',
    examples: { request: {} },
  })
  @Post()
  draft(@Caller() caller: Caller, @Body({ schema: InvoiceOrder }) order: z.output<typeof InvoiceOrder>) {
    return this.services.ask(caller, draftInvoices, order, draftingTimeoutMs);
  }

  @Endpoint({ ...ofInvoice, summary: 'Read an invoice', roles: readers, answer: getInvoice })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getInvoice, { id });
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Change a draft',
    description: 'Its purchase order and the note to the client; the rest is what was settled.',
    roles: network,
    answer: changeDraft,
    errors: [wrongState],
    examples: { request: { purchaseOrder: 'PO-4711', note: 'Thank you for your trust.' } },
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: DraftChange }) change: z.output<typeof DraftChange>,
  ) {
    return this.services.ask(caller, changeDraft, { id, version, change });
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Discard a draft',
    description: 'Its settlements wait for the next draft.',
    roles: network,
    answer: discardDraft,
    errors: [wrongState],
  })
  @Delete(':id')
  discard(@Caller() caller: Caller, @PathId() id: string, @IfMatch() version: number) {
    return this.services.ask(caller, discardDraft, { id, version });
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Issue a draft',
    description: 'It gets its number, reference, dates and parties, and is never changed afterwards.',
    roles: network,
    answer: issueInvoice,
    status: 200,
    idempotency: 'required',
    errors: issuing,
  })
  @Post(':id/issue')
  issue(@Caller() caller: Caller, @PathId() id: string, @IfMatch() version: number) {
    return this.services.ask(caller, issueInvoice, { id, version });
  }

  @Endpoint({ ...ofInvoice, summary: "List an invoice's lines", roles: readers, answer: listInvoiceLines })
  @Get(':id/lines')
  lines(@Caller() caller: Caller, @PathId() id: string, @Query({ schema: Page }) page: z.output<typeof Page>) {
    return this.services.ask(caller, listInvoiceLines, { id, ...page });
  }

  @Endpoint({
    ...ofInvoice,
    summary: "List an invoice's time entries",
    description: 'What its lines are the sums of.',
    rules: ['PM-4', 'PM-10'],
    roles: readers,
    answer: listInvoiceEntries,
  })
  @Get(':id/entries')
  entries(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Query({ schema: InvoiceEntryFilter }) filter: z.output<typeof InvoiceEntryFilter>,
  ) {
    return this.services.ask(caller, listInvoiceEntries, { id, ...filter });
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Read an invoice as a page',
    roles: readers,
    answer: PageToPrint,
    produces: 'text/html',
  })
  @Header('content-type', 'text/html; charset=utf-8')
  @Get(':id/page')
  async page(@Caller() caller: Caller, @PathId() id: string) {
    const { title, blocks } = invoicePaper(await this.services.ask(caller, getInvoiceDocument, { id }));
    return htmlOf(title, blocks);
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Download an invoice as PDF',
    description: 'With bank details, reference and the tasks behind it; a draft is marked as one.',
    roles: readers,
    answer: PdfToPrint,
    produces: 'application/pdf',
  })
  @Get(':id/invoice.pdf')
  async pdf(@Caller() caller: Caller, @PathId() id: string) {
    return paperFile(invoicePaper(await this.services.ask(caller, getInvoiceDocument, { id })));
  }

  @Endpoint({
    ...ofInvoice,
    summary: 'Credit an invoice',
    description:
      'The amounts named by line, or all that is left: then it is void. What was paid above what is then left is the client’s credit. With `billAgain` its hours wait for the next draft: where the invoice was right about the hours and wrong about the rest. With `waiting` it takes off the corrections that wait below zero, on no invoice.',
    roles: network,
    answer: creditInvoice,
    idempotency: 'required',
    errors: crediting,
    examples: { request: { reason: 'Two hours less, as agreed on the phone' } },
  })
  @Post(':id/credit-notes')
  credit(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: NewCreditNote }) note: z.output<typeof NewCreditNote>,
  ) {
    return this.services.ask(caller, creditInvoice, { id, ...note });
  }
}
