import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { CreditNoteFilter, getCreditNote, listCreditNotes } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const readers = ['client', ...staff] as const;

@ApiTags('Invoices')
@Controller('credit-notes')
export class CreditNotesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List credit notes',
    description: 'A client sees its own. One is made by crediting an invoice.',
    rules: ['PM-4'],
    roles: readers,
    answer: listCreditNotes,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: CreditNoteFilter }) filter: z.output<typeof CreditNoteFilter>) {
    return this.services.ask(caller, listCreditNotes, filter);
  }

  @Endpoint({
    summary: 'Read a credit note',
    rules: ['PM-4'],
    roles: readers,
    of: 'credit-note',
    answer: getCreditNote,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getCreditNote, { id });
  }
}
