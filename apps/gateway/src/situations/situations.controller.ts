import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  acceptProblemSituation,
  addProblemSituation,
  changeProblemSituation,
  declineProblemSituation,
  getProblemSituation,
  listProblemSituations,
  NewProblemSituation,
  ProblemSituationChange,
  ProblemSituationFilter,
  ProblemSituationRefusal,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { wrongState } from '#libs/state';
import { Caller, Endpoint, IfMatch, members, network, PathId, Services } from '../http/index.js';

const noProgramme = invalidField('placement.no-such-programme', 'programmes.0', 'must be one of the programmes');
const wrongSituation = (state: string, ...possibleFrom: string[]) =>
  wrongState('placement.wrong-situation-state', 'PL-11', state, ...possibleFrom);

@ApiTags('Problem situations')
@Controller('problem-situations')
export class SituationsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List problem situations',
    description: 'Clients and experts see the accepted ones, and not where they come from.',
    rules: ['PL-11', 'QN-11'],
    roles: members,
    answer: listProblemSituations,
  })
  @Get()
  list(
    @Caller() caller: Caller,
    @Query({ schema: ProblemSituationFilter }) filter: z.output<typeof ProblemSituationFilter>,
  ) {
    return this.services.ask(caller, listProblemSituations, filter);
  }

  @Endpoint({
    summary: 'Read a problem situation',
    rules: ['PL-11'],
    roles: members,
    of: 'problem-situation',
    answer: getProblemSituation,
  })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getProblemSituation, { id });
  }

  @Endpoint({
    summary: 'Add a problem situation',
    description: 'Accepted ones enter new contracts of their programmes.',
    rules: ['PL-11'],
    roles: network,
    answer: addProblemSituation,
    errors: [noProgramme],
    examples: {
      request: {
        title: 'Estimates were missed without a warning',
        expectation: 'You hear early when a task takes longer than estimated.',
        state: 'accepted',
      },
    },
  })
  @Post()
  add(@Caller() caller: Caller, @Body({ schema: NewProblemSituation }) added: z.output<typeof NewProblemSituation>) {
    return this.services.ask(caller, addProblemSituation, added);
  }

  @Endpoint({
    summary: 'Change a problem situation',
    description: 'Its words, term, category or programmes; contracts keep the words they pinned.',
    rules: ['PL-11'],
    roles: network,
    of: 'problem-situation',
    answer: changeProblemSituation,
    errors: [noProgramme],
    examples: { request: { expectation: 'You hear of a mistake from us first.', term: 'mistakeToldMinutes' } },
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: ProblemSituationChange }) change: z.output<typeof ProblemSituationChange>,
  ) {
    return this.services.ask(caller, changeProblemSituation, { id, version, change });
  }

  @Endpoint({
    summary: 'Accept a problem situation',
    description: 'From now on it enters new contracts.',
    rules: ['PL-11', 'QN-11'],
    roles: network,
    of: 'problem-situation',
    answer: acceptProblemSituation,
    status: 200,
    errors: [
      wrongSituation('accepted', 'proposed', 'declined'),
      conflict('placement.expectation-not-worded', 'Put into words first what is promised.', { rule: 'PL-11' }),
    ],
  })
  @Post(':id/acceptance')
  accept(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, acceptProblemSituation, { id });
  }

  @Endpoint({
    summary: 'Decline a problem situation',
    description: 'A proposal comes to nothing; an accepted one enters no further contract.',
    rules: ['PL-11', 'QN-11'],
    roles: network,
    of: 'problem-situation',
    answer: declineProblemSituation,
    status: 200,
    errors: [wrongSituation('declined', 'proposed', 'accepted')],
    examples: { request: { reason: 'The term already says it.' } },
  })
  @Post(':id/refusal')
  decline(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: ProblemSituationRefusal }) refusal: z.output<typeof ProblemSituationRefusal>,
  ) {
    return this.services.ask(caller, declineProblemSituation, { id, ...refusal });
  }
}
