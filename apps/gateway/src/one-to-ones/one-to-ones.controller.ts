import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  changeOneToOne,
  getOneToOne,
  holdOneToOne,
  listOneToOnes,
  NewOneToOne,
  OneToOneChange,
  OneToOneFilter,
  OneToOneHolding,
  OneToOneSummaryFilter,
  recordOneToOne,
  summariseOneToOnes,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, IfMatch, members, PathId, Services, staff } from '../http/index.js';
import { noPlacement } from '../questions/refusals.js';

const written = {
  notes: 'Content. Wants to learn more about payments.',
  agreed: 'We ask the client for a task in payments before April.',
};
const refused = (code: string, field: string, message: string, rule = 'QN-7') =>
  invalidField(`quality.${code}`, field, message, rule);
const clientScoresOnly = refused('client-scores-only', 'scores', 'must be empty: only a client scores', 'QN-5');
const notThen = [
  refused('held-in-future', 'heldAt', 'must not be in the future'),
  refused('held-before-last', 'heldAt', 'must not be before the last one, 2026-03-02T09:00:00.000Z'),
  refused('held-before-start', 'heldAt', "must not be before the placement's first day, 2026-03-02"),
];

@ApiTags('One-to-ones')
@Controller('one-to-ones')
export class OneToOnesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List one-to-ones',
    description:
      'Due, held and missed ones. An expert and a client see those with them, with what was agreed; notes are for staff.',
    rules: ['QN-7'],
    roles: members,
    answer: listOneToOnes,
    errors: [noPlacement],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: OneToOneFilter }) filter: z.output<typeof OneToOneFilter>) {
    return this.services.ask(caller, listOneToOnes, filter);
  }

  @Endpoint({
    summary: 'Count one-to-ones, for each placement and each account executive',
    description: 'Those who missed most come first. A team lead sees its own people.',
    rules: ['QN-7'],
    roles: staff,
    answer: summariseOneToOnes,
    errors: [noPlacement],
  })
  @Get('summary')
  summarise(
    @Caller() caller: Caller,
    @Query({ schema: OneToOneSummaryFilter }) filter: z.output<typeof OneToOneSummaryFilter>,
  ) {
    return this.services.ask(caller, summariseOneToOnes, filter);
  }

  @Endpoint({
    summary: 'Record a one-to-one that was held',
    description:
      'At any time. When one is due it is that one; otherwise it is an extra one, and the next is due a whole interval later. What a client scores from 1 to 5 goes into the metric pairs.',
    rules: ['QN-7', 'QN-5'],
    roles: staff,
    answer: recordOneToOne,
    examples: { request: { placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', with: 'expert', ...written } },
    errors: [noPlacement, ...notThen, clientScoresOnly],
  })
  @Post()
  record(@Caller() caller: Caller, @Body({ schema: NewOneToOne }) talk: z.output<typeof NewOneToOne>) {
    return this.services.ask(caller, recordOneToOne, talk);
  }

  @Endpoint({ summary: 'Read a one-to-one', rules: ['QN-7'], roles: members, of: 'one-to-one', answer: getOneToOne })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getOneToOne, { id });
  }

  @Endpoint({
    summary: 'Hold a one-to-one',
    description: 'One that was missed can be held late; that it was missed stays visible.',
    rules: ['QN-7', 'QN-5'],
    roles: staff,
    of: 'one-to-one',
    answer: holdOneToOne,
    status: 200,
    examples: {
      request: { heldAt: '2026-03-02T09:00:00.000Z', ...written, overall: 4, scores: { 'answers-fast': 5 } },
    },
    errors: [wrongState('quality.one-to-one-closed', 'QN-7', 'held', 'due', 'missed'), ...notThen, clientScoresOnly],
  })
  @Post(':id/holding')
  hold(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: OneToOneHolding }) holding: z.output<typeof OneToOneHolding>,
  ) {
    return this.services.ask(caller, holdOneToOne, { id, ...holding });
  }

  @Endpoint({
    summary: 'Change what was written of a one-to-one',
    description: 'Scores are replaced as a whole.',
    rules: ['QN-7', 'QN-5'],
    roles: staff,
    of: 'one-to-one',
    answer: changeOneToOne,
    examples: { request: { notes: written.notes } },
    errors: [wrongState('quality.one-to-one-not-held', 'QN-7', 'due', 'held'), clientScoresOnly],
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: OneToOneChange }) change: z.output<typeof OneToOneChange>,
  ) {
    return this.services.ask(caller, changeOneToOne, { id, version, change });
  }
}
