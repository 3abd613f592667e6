import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { getBalances, listTimeline, TimelineFilter } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

@ApiTags('Safe balance')
@Controller('experts/:id')
export class BalancesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: "See an expert's safe balance",
    description: 'What is available, reserved for payouts, and waiting for the next settlement, by currency.',
    rules: ['PM-2', 'PM-9'],
    roles: ['expert', ...staff],
    answer: getBalances,
  })
  @Get('balances')
  balances(@Caller() caller: Caller, @PathId() expertId: string) {
    return this.services.ask(caller, getBalances, { expertId });
  }

  @Endpoint({
    summary: "See an expert's timeline",
    description: 'Every amount with its state, next date and reason.',
    rules: ['PM-9'],
    roles: ['expert', ...staff],
    answer: listTimeline,
  })
  @Get('timeline')
  timeline(
    @Caller() caller: Caller,
    @PathId() expertId: string,
    @Query({ schema: TimelineFilter }) filter: z.output<typeof TimelineFilter>,
  ) {
    return this.services.ask(caller, listTimeline, { expertId, ...filter });
  }
}
