import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  AwardFilter,
  AwardRun,
  AwardWinnerFilter,
  computeAward,
  getAwardStanding,
  listAwards,
  listAwardStandards,
  listAwardWinners,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, members, network, PathId, Services, staff } from '../http/index.js';

const judged = ['expert', ...staff] as const;

@ApiTags('Award')
@Controller()
export class AwardController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Read the standards of the award',
    description: 'Published: what everybody is judged by, and what counts for it. Not winning has no consequence.',
    rules: ['QN-8'],
    roles: members,
    answer: listAwardStandards,
  })
  @Get('award-standards')
  standards(@Caller() caller: Caller) {
    return this.services.ask(caller, listAwardStandards, {});
  }

  @Endpoint({
    summary: 'See how an expert stands this month',
    description: 'As it is now, with what was missed and when. An expert sees its own.',
    rules: ['QN-8'],
    roles: judged,
    of: 'expert',
    answer: getAwardStanding,
  })
  @Get('experts/:id/award-standing')
  standing(@Caller() caller: Caller, @PathId() expertId: string) {
    return this.services.ask(caller, getAwardStanding, { expertId });
  }

  @Endpoint({
    summary: 'List standings of months that are over',
    description: 'An expert sees its own; a team lead those of its people.',
    rules: ['QN-8'],
    roles: judged,
    answer: listAwards,
  })
  @Get('awards')
  list(@Caller() caller: Caller, @Query({ schema: AwardFilter }) filter: z.output<typeof AwardFilter>) {
    return this.services.ask(caller, listAwards, filter);
  }

  @Endpoint({
    summary: 'Compute the award of a month again',
    description: 'With what came late. By itself it is computed on the 3rd of the next month.',
    rules: ['QN-8'],
    roles: network,
    answer: computeAward,
    errors: [invalidField('quality.month-not-over', 'month', 'must be a month that is over', 'QN-8')],
  })
  @Post('awards')
  compute(@Caller() caller: Caller, @Body({ schema: AwardRun }) run: z.output<typeof AwardRun>) {
    return this.services.ask(caller, computeAward, run);
  }

  @Endpoint({
    summary: 'See who won the award',
    description: 'Names in alphabetical order, of the last month computed unless one is named: no ranking.',
    rules: ['QN-8'],
    roles: members,
    answer: listAwardWinners,
  })
  @Get('award-winners')
  winners(@Caller() caller: Caller, @Query({ schema: AwardWinnerFilter }) filter: z.output<typeof AwardWinnerFilter>) {
    return this.services.ask(caller, listAwardWinners, filter);
  }
}
