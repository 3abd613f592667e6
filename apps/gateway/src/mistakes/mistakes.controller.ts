import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getMistake,
  listMistakes,
  MistakeFilter,
  MistakeRemedy,
  MistakeTold,
  NewMistake,
  putMistakeRight,
  recordMistake,
  tellMistake,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, members, PathId, Services } from '../http/index.js';
import { noPlacement } from '../questions/refusals.js';

const knowing = ['expert', 'team-lead', 'account-executive'] as const;

@ApiTags('Mistakes')
@Controller('mistakes')
export class MistakesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List mistakes',
    description: 'When each was known, told and put right. Nothing is hidden from the client.',
    rules: ['CS-8'],
    roles: members,
    answer: listMistakes,
    errors: [noPlacement],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: MistakeFilter }) filter: z.output<typeof MistakeFilter>) {
    return this.services.ask(caller, listMistakes, filter);
  }

  @Endpoint({
    summary: 'Record a mistake',
    description: 'The clock for telling the client runs from when it was known.',
    rules: ['CS-8', 'CS-7'],
    roles: knowing,
    answer: recordMistake,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        what: 'The import ran twice: 40 orders were sent two times.',
        knownAt: '2026-03-02T09:00:00.000Z',
      },
    },
    errors: [
      noPlacement,
      invalidField('communication.known-in-future', 'knownAt', 'must not be in the future', 'CS-8'),
      invalidField(
        'communication.known-before-start',
        'knownAt',
        "must not be before the placement's first day, 2026-03-02",
        'CS-8',
      ),
    ],
  })
  @Post()
  record(@Caller() caller: Caller, @Body({ schema: NewMistake }) mistake: z.output<typeof NewMistake>) {
    return this.services.ask(caller, recordMistake, mistake);
  }

  @Endpoint({ summary: 'Read a mistake', rules: ['CS-8'], roles: members, of: 'mistake', answer: getMistake })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getMistake, { id });
  }

  @Endpoint({
    summary: 'Tell the client of a mistake',
    description: 'Through its channel and on the board; the clock stops.',
    rules: ['CS-8', 'CS-9'],
    roles: knowing,
    of: 'mistake',
    answer: tellMistake,
    status: 200,
    examples: { request: { message: 'We sent 40 orders twice this morning. We call each customer today.' } },
    errors: [
      conflict('communication.already-told', 'It is told; this step is possible from known only.', {
        rule: 'CS-8',
        facts: { state: 'told', possibleFrom: ['known'] },
      }),
    ],
  })
  @Post(':id/disclosure')
  tell(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: MistakeTold }) told: z.output<typeof MistakeTold>,
  ) {
    return this.services.ask(caller, tellMistake, { id, ...told });
  }

  @Endpoint({
    summary: 'Record how a mistake was put right',
    rules: ['CS-8'],
    roles: knowing,
    of: 'mistake',
    answer: putMistakeRight,
    status: 200,
    examples: { request: { remedy: 'All 40 orders were cancelled, and the import now refuses a second run.' } },
    errors: [
      conflict('communication.not-told', 'The client is told first.', { rule: 'CS-8', facts: { state: 'known' } }),
      conflict('communication.already-put-right', 'It was put right before.', {
        rule: 'CS-8',
        facts: { state: 'put-right' },
      }),
    ],
  })
  @Post(':id/remedy')
  putRight(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: MistakeRemedy }) remedy: z.output<typeof MistakeRemedy>,
  ) {
    return this.services.ask(caller, putMistakeRight, { id, ...remedy });
  }
}
