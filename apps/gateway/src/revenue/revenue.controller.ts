import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  getConcentration,
  getRevenueBySource,
  getRevenueSeries,
  LeagueFilter,
  listLeague,
  recountRevenue,
  RevenueWindow,
} from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { Caller, Endpoint, Services, staff, unknownCurrency } from '../http/index.js';

type Window = z.output<typeof RevenueWindow>;

const timeoutMs = 60_000;
const window = 'The twelve months to this one in US dollars, unless named.';
const errors = [
  invalidField('referral.window-reversed', 'from', 'must not be after 2026-03', 'RC-7'),
  invalidField('referral.window-too-long', 'from', 'must be at most 120 months back', 'RC-7'),
  unknownCurrency,
];

@ApiTags('Revenue')
@Controller('revenue')
export class RevenueController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See where revenue comes from',
    description: `Revenue, profit and their shares by what brought the client, against the benchmark. ${window}`,
    rules: ['RC-7'],
    roles: staff,
    answer: getRevenueBySource,
    errors,
  })
  @Get('by-source')
  bySource(@Caller() caller: Caller, @Query({ schema: RevenueWindow }) asked: Window) {
    return this.services.ask(caller, getRevenueBySource, asked);
  }

  @Endpoint({
    summary: 'See where revenue comes from, month by month',
    description: `For plotting: each source has a point for every month of the window. ${window}`,
    rules: ['RC-7'],
    roles: staff,
    answer: getRevenueSeries,
    errors,
  })
  @Get('series')
  series(@Caller() caller: Caller, @Query({ schema: RevenueWindow }) asked: Window) {
    return this.services.ask(caller, getRevenueSeries, asked);
  }

  @Endpoint({
    summary: 'See which referrers bring most',
    description: `Everybody who brought a client: how many, their revenue, and the commission on it. ${window}`,
    rules: ['RC-7'],
    roles: staff,
    answer: listLeague,
    errors,
  })
  @Get('league')
  league(@Caller() caller: Caller, @Query({ schema: LeagueFilter }) filter: z.output<typeof LeagueFilter>) {
    return this.services.ask(caller, listLeague, filter);
  }

  @Endpoint({
    summary: 'See how much hangs on one client',
    description: `Shares of active placements and of revenue, the Herfindahl indexes, and who is over the limit. ${window}`,
    rules: ['PL-18'],
    roles: staff,
    answer: getConcentration,
    errors,
  })
  @Get('concentration')
  concentration(@Caller() caller: Caller, @Query({ schema: RevenueWindow }) asked: Window) {
    return this.services.ask(caller, getConcentration, asked);
  }

  @Endpoint({
    summary: 'Recount the revenue',
    description: 'Counts every sum behind the reports from its documents again. `ok`, or every difference.',
    rules: ['RC-7'],
    roles: ['admin'],
    answer: recountRevenue,
  })
  @Get('recount')
  recount(@Caller() caller: Caller) {
    return this.services.ask(caller, recountRevenue, {}, timeoutMs);
  }
}
