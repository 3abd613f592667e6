import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ClockFilter, explainClock, getClock, listClocks } from '#libs/contracts';
import { Caller, Endpoint, members, PathId, Services } from '../http/index.js';

@ApiTags('Promises')
@Controller('clocks')
export class ClocksController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List clocks',
    description: 'Of first and next answers, promised updates, fixes and mistakes: those that run out next come first.',
    rules: ['CS-7'],
    roles: members,
    answer: listClocks,
  })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: ClockFilter }) filter: z.output<typeof ClockFilter>) {
    return this.services.ask(caller, listClocks, filter);
  }

  @Endpoint({ summary: 'Read a clock', rules: ['CS-7'], roles: members, answer: getClock })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getClock, { id });
  }

  @Endpoint({
    summary: 'Ask a clock to explain itself',
    description:
      'Every stretch of time from its start to now, or to its end: counted, outside hours, holiday, waiting for the client. They follow each other and add up exactly.',
    rules: ['CS-7'],
    roles: members,
    answer: explainClock,
  })
  @Get(':id/explanation')
  explain(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, explainClock, { id });
  }
}
