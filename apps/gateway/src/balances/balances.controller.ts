import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { getBalances, listTimeline, TimelineFilter } from '#libs/contracts';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';
import { timelineCsv } from './timeline-csv.js';

const TimelineRange = TimelineFilter.omit({ limit: true, cursor: true, sort: true });
const TimelineFile = z.string().meta({ description: 'CSV with a heading, UTF-8', example: timelineCsv([]) });
const mostAtOnce = 100;

@ApiTags('Safe balance')
@Controller('experts/:id')
export class BalancesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: "See an expert's safe balance",
    description:
      'What is available, reserved for payouts, and waiting for the next settlement, and commission that is held, by currency.',
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
    description: 'Every amount, of work, commission and payouts, with its state, next date and reason.',
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
  @Endpoint({
    summary: "Download an expert's timeline",
    description: 'All of it, oldest first, for a spreadsheet.',
    rules: ['PM-9'],
    roles: ['expert', ...staff],
    answer: TimelineFile,
    produces: 'text/csv',
  })
  @Get('timeline.csv')
  async timelineFile(
    @Caller() caller: Caller,
    @PathId() expertId: string,
    @Query({ schema: TimelineRange }) range: z.output<typeof TimelineRange>,
  ) {
    const items = [];
    let cursor: string | undefined;
    do {
      const page = { ...range, sort: 'at', limit: mostAtOnce, cursor } as const;
      const answer = await this.services.ask(caller, listTimeline, { expertId, ...page });
      items.push(...answer.items);
      cursor = answer.nextCursor ?? undefined;
    } while (cursor);
    return new StreamableFile(Buffer.from(timelineCsv(items)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="timeline.csv"',
    });
  }
}
