import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  changeEntry,
  Correction,
  correctEntry,
  EntryChange,
  EntryFilter,
  getEntry,
  getTimer,
  listEntries,
  NewEntry,
  recordEntry,
  removeEntry,
  startTimer,
  stopTimer,
  TimerStart,
  TimerStop,
} from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services } from '../http/index.js';

const ts4 = (code: string, field: string, message: string) => invalidField(`timesheet.${code}`, field, message, 'TS-4');
const weekLocked = conflict(
  'timesheet.week-locked',
  "The week of 2026-03-02 is submitted: its lines can't change any more.",
  { rule: 'TS-7' },
);
const lineLocked = conflict(
  'timesheet.line-locked',
  "The line is approved and can't change any more: correct it instead.",
  { rule: 'TS-7' },
);
const dayTooLong = ts4('day-too-long', 'minutes', 'make 1441 on 2026-03-04, which has 1440');
const refusedHours = [
  ts4('minutes-not-positive', 'minutes', 'must be more than 0'),
  ts4('in-the-future', 'day', 'must not be after 2026-03-04'),
  ts4('outside-placement', 'day', 'must lie inside the placement, 2026-03-02 to 2026-08-31'),
  ts4('placement-paused', 'day', 'must not lie in a pause of the placement'),
  dayTooLong,
  ts4('not-whole-minutes', 'startedAt', 'must be a whole minute'),
  ts4('too-long', 'endedAt', 'must be within 24 hours of startedAt'),
  conflict('timesheet.overlap', 'It overlaps other hours of the same expert.', { rule: 'TS-4' }),
  weekLocked,
];
const refusedChanges = [
  ...refusedHours,
  lineLocked,
  invalid('timesheet.two-kinds-of-hours', 'Give a day with minutes, or a start with an end, not both.', {
    rule: 'TS-4',
  }),
  invalid('timesheet.hours-incomplete', 'Give a day with minutes, or a start with an end.', { rule: 'TS-4' }),
  invalid('timesheet.over-midnight', 'An entry lies within one day: record the part after midnight on its own.', {
    rule: 'TS-4',
  }),
];
const timerTooLong = ts4(
  'timer-too-long',
  'endedAt',
  'must tell when the work ended: the timer has run since 2026-03-02T09:00:00.000Z',
);

@ApiTags('Hours')
@Controller()
export class EntriesController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'List time entries', roles: members, answer: listEntries })
  @Get('entries')
  list(@Caller() caller: Caller, @Query({ schema: EntryFilter }) filter: z.output<typeof EntryFilter>) {
    return this.services.ask(caller, listEntries, filter);
  }

  @Endpoint({
    summary: 'Report hours',
    description: 'A day with minutes, or a start with an end; across midnight that makes one entry a day.',
    rules: ['TS-4'],
    roles: ['expert'],
    answer: recordEntry,
    errors: [notYours('task'), ...refusedHours],
    examples: {
      request: { taskId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', day: '2026-03-02', minutes: 90, note: 'Basket total' },
    },
  })
  @Post('entries')
  record(@Caller() caller: Caller, @Body({ schema: NewEntry }) entry: z.output<typeof NewEntry>) {
    return this.services.ask(caller, recordEntry, entry);
  }

  @Endpoint({ summary: 'Read a time entry', roles: members, answer: getEntry })
  @Get('entries/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getEntry, { id });
  }

  @Endpoint({
    summary: 'Change an open time entry',
    rules: ['TS-4', 'TS-7'],
    roles: ['expert'],
    answer: changeEntry,
    errors: refusedChanges,
    examples: { request: { minutes: 120, note: 'Basket total, with coupons' } },
  })
  @Patch('entries/:id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: EntryChange }) change: z.output<typeof EntryChange>,
  ) {
    return this.services.ask(caller, changeEntry, { id, version, change });
  }

  @Endpoint({
    summary: 'Remove an open time entry',
    rules: ['TS-7'],
    roles: ['expert'],
    answer: null,
    errors: [weekLocked, lineLocked],
  })
  @Delete('entries/:id')
  async remove(@Caller() caller: Caller, @PathId() id: string, @IfMatch() version: number): Promise<void> {
    await this.services.ask(caller, removeEntry, { id, version });
  }

  @Endpoint({
    summary: 'Correct an approved line',
    description: 'Adds a line, plus or minus, that refers to it and is approved like any other.',
    rules: ['TS-7'],
    roles: ['expert', 'account-executive'],
    answer: correctEntry,
    examples: { request: { minutes: -30, note: 'The break was counted' } },
    errors: [
      conflict('timesheet.not-approved', 'Only an approved line is corrected; change an open one instead.', {
        rule: 'TS-7',
      }),
      conflict('timesheet.is-a-correction', 'A correction is put right by another one of the line it refers to.', {
        rule: 'TS-7',
      }),
      invalidField('timesheet.correction-too-large', 'minutes', 'must not take more than 60', 'TS-7'),
      invalidField('timesheet.minutes-zero', 'minutes', 'must not be 0', 'TS-7'),
      dayTooLong,
    ],
  })
  @Post('entries/:id/corrections')
  correct(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Correction }) correction: z.output<typeof Correction>,
  ) {
    return this.services.ask(caller, correctEntry, { id, ...correction });
  }

  @Endpoint({ summary: 'See the running timer', rules: ['TS-4'], roles: ['expert'], answer: getTimer })
  @Get('timer')
  timer(@Caller() caller: Caller) {
    return this.services.ask(caller, getTimer, {});
  }

  @Endpoint({
    summary: 'Start the timer',
    description: 'One runs at a time: starting one stops the other.',
    rules: ['TS-4'],
    roles: ['expert'],
    answer: startTimer,
    errors: [notYours('task'), timerTooLong, ...refusedHours],
  })
  @Post('timer')
  start(@Caller() caller: Caller, @Body({ schema: TimerStart }) start: z.output<typeof TimerStart>) {
    return this.services.ask(caller, startTimer, start);
  }

  @Endpoint({
    summary: 'Stop the timer',
    rules: ['TS-4'],
    roles: ['expert'],
    answer: stopTimer,
    examples: { request: {} },
    errors: [conflict('timesheet.no-timer', 'No timer is running.', { rule: 'TS-4' }), timerTooLong, ...refusedHours],
  })
  @Post('timer/stop')
  stop(@Caller() caller: Caller, @Body({ schema: TimerStop }) stop: z.output<typeof TimerStop>) {
    return this.services.ask(caller, stopTimer, stop);
  }
}
