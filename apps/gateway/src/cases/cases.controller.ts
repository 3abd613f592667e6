import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  answerCase,
  CaseAnswer,
  CaseClosing,
  CaseFilter,
  CaseHandOver,
  closeCase,
  getCase,
  handOverCase,
  listCases,
  summariseCases,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, IfMatch, PathId, Services, staff } from '../http/index.js';

const closed = wrongState('quality.case-state', 'QN-3', 'closed', 'open', 'answered');

@ApiTags('Cases')
@Controller('cases')
export class CasesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List cases',
    description: 'What is due first comes first. Internal notes: a team lead sees those of its own people.',
    rules: ['QN-3', 'QN-6'],
    roles: staff,
    answer: listCases,
    errors: [notYours('placement')],
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: CaseFilter }) filter: z.output<typeof CaseFilter>) {
    return this.services.ask(caller, listCases, filter);
  }

  @Endpoint({
    summary: 'Count open cases by owner',
    description: 'Who has most overdue comes first.',
    rules: ['QN-3'],
    roles: staff,
    answer: summariseCases,
  })
  @Get('summary')
  summary(@Caller() caller: Caller) {
    return this.services.ask(caller, summariseCases, {});
  }

  @Endpoint({ summary: 'Read a case', rules: ['QN-3', 'QN-6'], roles: staff, of: 'case', answer: getCase })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getCase, { id });
  }

  @Endpoint({
    summary: 'Answer a case',
    description: 'What the client was told, or what was found. Answered late, it stays overdue.',
    rules: ['QN-3', 'QN-6'],
    roles: staff,
    of: 'case',
    answer: answerCase,
    status: 200,
    examples: { request: { answer: 'We called Carla: releases come too late for her. We plan them together now.' } },
    errors: [wrongState('quality.case-state', 'QN-3', 'answered', 'open')],
  })
  @Post(':id/answer')
  answer(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: CaseAnswer }) answer: z.output<typeof CaseAnswer>,
  ) {
    return this.services.ask(caller, answerCase, { id, ...answer });
  }

  @Endpoint({
    summary: 'Hand a case over',
    rules: ['QN-3'],
    roles: staff,
    of: 'case',
    answer: handOverCase,
    status: 200,
    examples: { request: { ownerId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', reason: 'On leave until Monday' } },
    errors: [
      closed,
      invalidField(
        'quality.no-such-owner',
        'ownerId',
        'must be an account executive, an administrator, or the expert’s team lead, and not disabled',
        'QN-3',
      ),
    ],
  })
  @Post(':id/owner')
  handOver(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: CaseHandOver }) handOver: z.output<typeof CaseHandOver>,
  ) {
    return this.services.ask(caller, handOverCase, { id, version, ...handOver });
  }

  @Endpoint({
    summary: 'Close a case',
    description: 'With its root cause and the action taken.',
    rules: ['QN-3', 'QN-6'],
    roles: staff,
    of: 'case',
    answer: closeCase,
    status: 200,
    examples: { request: { rootCause: 'Nobody planned releases.', action: 'A release is planned every Thursday.' } },
    errors: [
      conflict('quality.not-answered', 'The client hears from us first.', { rule: 'QN-3', facts: { state: 'open' } }),
      closed,
    ],
  })
  @Post(':id/closing')
  close(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: CaseClosing }) closing: z.output<typeof CaseClosing>,
  ) {
    return this.services.ask(caller, closeCase, { id, version, ...closing });
  }
}
