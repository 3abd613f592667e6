import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import { getNps, NpsQuestion, NpsRankingFilter, rankNps, recountNps } from '#libs/contracts';
import { forbidden, invalidField } from '#libs/errors';
import { Caller, Endpoint, members, Services, staff } from '../http/index.js';

const timeoutMs = 60_000;
const outOfScope = (...allowed: string[]) =>
  forbidden('quality.nps-scope', `Your role sees the NPS of ${allowed.join(', ')} only.`, {
    rule: 'QN-2',
    facts: { allowed },
  });

@ApiTags('NPS')
@Controller('nps')
export class NpsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the NPS, week by week',
    description:
      'Of the network, a client, an expert, an account executive, a team lead or a programme: each point over the 1, 4 or 12 weeks that end with its week, with n, response rate and 95 % interval; with too few answers there is no score. A client sees its own, an expert its own and the network’s, a team lead those of its people.',
    rules: ['QN-2'],
    roles: members,
    answer: getNps,
    errors: [
      outOfScope('client'),
      ...['client', 'expert', 'account', 'programme'].map(notYours),
      invalidField('quality.nps-of-whom', 'id', 'is missing: whose NPS?', 'QN-2'),
    ],
  })
  @Get()
  get(@Caller() caller: Caller, @Query({ schema: NpsQuestion }) question: z.output<typeof NpsQuestion>) {
    return this.services.ask(caller, getNps, question);
  }

  @Endpoint({
    summary: 'Rank by NPS',
    description: 'Whoever was asked about in the window; those with too few answers come last and have no score.',
    rules: ['QN-2'],
    roles: staff,
    answer: rankNps,
    errors: [outOfScope('expert', 'programme')],
  })
  @Get('ranking')
  rank(@Caller() caller: Caller, @Query({ schema: NpsRankingFilter }) filter: z.output<typeof NpsRankingFilter>) {
    return this.services.ask(caller, rankNps, filter);
  }

  @Endpoint({
    summary: 'Recount the NPS',
    description: 'Counts every tally from the answers again. `ok`, or every difference.',
    rules: ['QN-2'],
    roles: ['admin'],
    answer: recountNps,
  })
  @Get('recount')
  recount(@Caller() caller: Caller) {
    return this.services.ask(caller, recountNps, {}, timeoutMs);
  }
}
