import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  answerConduct,
  ConductAnswer,
  ConductFilter,
  getConductRecord,
  listConductRecords,
  NewConductRecord,
  recordConduct,
} from '#libs/contracts';
import { invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const concerned = ['expert', ...staff] as const;

@ApiTags('Conduct')
@Controller('conduct-records')
export class ConductController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List records of conduct',
    description: 'An expert sees all of its own, a team lead those of its people.',
    rules: ['PL-14'],
    roles: concerned,
    answer: listConductRecords,
    errors: [notYours('expert')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ConductFilter }) filter: z.output<typeof ConductFilter>) {
    return this.services.ask(caller, listConductRecords, filter);
  }

  @Endpoint({
    summary: 'Record conduct',
    description:
      'The expert sees it and may answer. A missed hourly update alone is never a ground. `step` says where on the ladder it stands: what happened before the last chance was given counts with that chance.',
    rules: ['PL-14', 'CS-2'],
    roles: staff,
    answer: recordConduct,
    errors: [
      notYours('expert'),
      invalid('placement.missed-updates-are-no-ground', 'A missed hourly update alone is never a ground.', {
        rule: 'PL-14',
        errors: [{ field: 'evidence', message: 'must hold more than missed updates' }],
      }),
      invalid('placement.coaching-missing', 'A chance of this category comes with coaching.', {
        rule: 'PL-14',
        errors: [{ field: 'coaching', message: 'must tell what was practised or agreed' }],
      }),
      invalidField('placement.happened-in-future', 'happenedOn', 'must be 2026-03-02 at the latest', 'PL-14'),
    ],
    examples: {
      request: {
        expertId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        category: 'policy-breach',
        what: 'Customer data was copied to a private laptop.',
        happenedOn: '2026-03-02',
        coaching: 'We went through the data policy and moved the files together.',
        evidence: [{ kind: 'report', note: 'The client’s IT told us; the expert confirms it.' }],
      },
    },
  })
  @Post()
  record(@Caller() caller: Caller, @Body({ schema: NewConductRecord }) record: z.output<typeof NewConductRecord>) {
    return this.services.ask(caller, recordConduct, record);
  }

  @Endpoint({
    summary: 'Read a record of conduct',
    rules: ['PL-14'],
    roles: concerned,
    of: 'conduct-record',
    answer: getConductRecord,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getConductRecord, { id });
  }

  @Endpoint({
    summary: 'Answer a record of conduct',
    description: 'What the expert says stands beside the record for good.',
    rules: ['PL-14'],
    roles: ['expert'],
    of: 'conduct-record',
    answer: answerConduct,
    examples: { request: { text: 'The laptop was the only way to fix the outage that night; I asked my lead first.' } },
  })
  @Post(':id/answers')
  answer(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: ConductAnswer }) answer: z.output<typeof ConductAnswer>,
  ) {
    return this.services.ask(caller, answerConduct, { id, ...answer });
  }
}
