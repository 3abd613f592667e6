import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ClockFilter, explainClock, getClock, listClocks } from '#libs/contracts';
import { Caller, Endpoint, members, PathId, Services } from '../http/index.js';

const someId = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
/** Friday 16:30, one hour, from 9 to 17: it ends on Monday at 9:30. */
const fridayAfternoon = {
  clock: {
    ...{ id: someId, kind: 'first-answer', subjectKind: 'question', subjectId: someId },
    ...{ placementId: someId, clientId: someId, expertId: someId },
    ...{ state: 'stopped', targetSeconds: 3600, countedSeconds: 3600, remainingSeconds: 0 },
    ...{ startedAt: '2026-03-06T15:30:00.000Z', stoppedAt: '2026-03-09T08:30:00.000Z', dueAt: null },
    ...{ warnedPercent: 80, breachedAt: '2026-03-09T08:30:00.000Z', noticedLate: false, calendarVersion: 1 },
  },
  timeZone: 'Europe/Berlin',
  stretches: [
    { from: '2026-03-06T15:30:00.000Z', to: '2026-03-06T16:00:00.000Z', label: 'counted', seconds: 1_800 },
    { from: '2026-03-06T16:00:00.000Z', to: '2026-03-09T08:00:00.000Z', label: 'outside-hours', seconds: 230_400 },
    { from: '2026-03-09T08:00:00.000Z', to: '2026-03-09T08:30:00.000Z', label: 'counted', seconds: 1_800 },
  ],
  countedSeconds: 3_600,
  elapsedSeconds: 234_000,
  words: 'Half an hour counted on Friday, half an hour on Monday; the weekend did not count.',
};

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

  @Endpoint({ summary: 'Read a clock', rules: ['CS-7'], roles: members, of: 'clock', answer: getClock })
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
    of: 'clock',
    answer: explainClock,
    examples: { answer: fridayAfternoon },
  })
  @Get(':id/explanation')
  explain(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, explainClock, { id });
  }
}
