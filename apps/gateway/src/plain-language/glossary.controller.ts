import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addTerm,
  changeTerm,
  checkDraft,
  Draft,
  GlossaryFilter,
  listTerms,
  NewTerm,
  removeTerm,
  TermChange,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, IfMatch, PathId, Services, staff } from '../http/index.js';

const readers = ['expert', ...staff] as const;
const known = conflict(
  'communication.term-known',
  'The glossary has this term already, in whatever case; change that one.',
  { rule: 'CS-10', errors: [{ field: 'term', message: 'must not be in the glossary yet' }] },
);

@ApiTags('Plain language')
@Controller()
export class GlossaryController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List the words of the glossary',
    description: 'Jargon, and how to say it plainly.',
    rules: ['CS-10'],
    roles: readers,
    answer: listTerms,
  })
  @Get('glossary')
  list(@Caller() caller: Caller, @Query({ schema: GlossaryFilter }) filter: z.output<typeof GlossaryFilter>) {
    return this.services.ask(caller, listTerms, filter);
  }

  @Endpoint({
    summary: 'Add a word to the glossary',
    rules: ['CS-10'],
    roles: staff,
    answer: addTerm,
    examples: { request: { term: 'idempotent', plain: 'safe to repeat', note: 'Of requests and imports' } },
    errors: [known],
  })
  @Post('glossary')
  add(@Caller() caller: Caller, @Body({ schema: NewTerm }) term: z.output<typeof NewTerm>) {
    return this.services.ask(caller, addTerm, term);
  }

  @Endpoint({
    summary: 'Change a word of the glossary',
    rules: ['CS-10'],
    roles: staff,
    of: 'term',
    answer: changeTerm,
    examples: { request: { plain: 'safe to do twice' } },
    errors: [known],
  })
  @Patch('glossary/:id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: TermChange }) change: z.output<typeof TermChange>,
  ) {
    return this.services.ask(caller, changeTerm, { id, version, change });
  }

  @Endpoint({ summary: 'Remove a word from the glossary', rules: ['CS-10'], roles: staff, of: 'term', answer: null })
  @Delete('glossary/:id')
  async remove(@Caller() caller: Caller, @PathId() id: string): Promise<void> {
    await this.services.ask(caller, removeTerm, { id });
  }

  @Endpoint({
    summary: 'Check a draft for plain language',
    description:
      'Marks jargon with the plain wording and long sentences, and measures how easy it reads. It advises, it never blocks, and it keeps nothing.',
    rules: ['CS-10'],
    roles: readers,
    answer: checkDraft,
    status: 200,
    idempotency: 'none',
    examples: { request: { text: 'The endpoint is idempotent.' } },
  })
  @Post('draft-checks')
  check(@Caller() caller: Caller, @Body({ schema: Draft }) draft: z.output<typeof Draft>) {
    return this.services.ask(caller, checkDraft, draft);
  }
}
