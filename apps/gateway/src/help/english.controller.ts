import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import {
  Attendance,
  AttendanceChange,
  changeAttendance,
  EnglishProgressFilter,
  EnglishSessionFilter,
  getEnglishProgress,
  getEnglishSession,
  listEnglishSessions,
  recordAttendance,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, PathId, Services, staff } from '../http/index.js';

const readers = ['expert', ...staff] as const;
const unseen = invalidField('quality.level-unseen', 'level', 'must be empty where the expert was not there', 'QN-9');

@ApiTags('Help')
@Controller()
export class EnglishController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'List English sessions',
    description: 'They are scheduled as meetings. Help, not discipline: they are a ground for nothing.',
    rules: ['QN-9', 'CS-11'],
    roles: readers,
    answer: listEnglishSessions,
    errors: [notYours('placement')],
  })
  @Get('english-sessions')
  list(
    @Caller() caller: Caller,
    @Query({ schema: EnglishSessionFilter }) filter: z.output<typeof EnglishSessionFilter>,
  ) {
    return this.services.ask(caller, listEnglishSessions, filter);
  }

  @Endpoint({
    summary: 'Read an English session',
    rules: ['QN-9'],
    roles: readers,
    of: 'english-session',
    answer: getEnglishSession,
  })
  @Get('english-sessions/:id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getEnglishSession, { id });
  }

  @Endpoint({
    summary: 'Record who came to an English session, and the level shown',
    description: 'Help, not discipline: not coming is a ground for nothing.',
    rules: ['QN-9'],
    roles: staff,
    of: 'english-session',
    answer: recordAttendance,
    status: 200,
    examples: { request: { attended: true, level: 'B2', note: 'Past tenses are fine now.' } },
    errors: [
      conflict('quality.session-cancelled', 'The session was cancelled.', {
        rule: 'QN-9',
        facts: { state: 'cancelled' },
      }),
      conflict('quality.session-not-yet', 'The session has not begun.', {
        rule: 'QN-9',
        facts: { startsAt: '2026-03-04T13:00:00.000Z' },
      }),
      conflict('quality.attendance-recorded', 'It was recorded before: change it instead.', { rule: 'QN-9' }),
      unseen,
    ],
  })
  @Post('english-sessions/:id/attendance')
  record(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Attendance }) attendance: z.output<typeof Attendance>,
  ) {
    return this.services.ask(caller, recordAttendance, { id, ...attendance });
  }

  @Endpoint({
    summary: 'Change what was recorded of an English session',
    rules: ['QN-9'],
    roles: staff,
    of: 'english-session',
    answer: changeAttendance,
    examples: { request: { level: 'C1' } },
    errors: [conflict('quality.attendance-not-recorded', 'Nothing is recorded yet.', { rule: 'QN-9' }), unseen],
  })
  @Patch('english-sessions/:id/attendance')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: AttendanceChange }) change: z.output<typeof AttendanceChange>,
  ) {
    return this.services.ask(caller, changeAttendance, { id, version, change });
  }

  @Endpoint({
    summary: "See an expert's levels of English over time",
    description: 'Help, not discipline: they are a ground for nothing.',
    rules: ['QN-9'],
    roles: readers,
    of: 'expert',
    answer: getEnglishProgress,
  })
  @Get('experts/:id/english')
  progress(
    @Caller() caller: Caller,
    @PathId() expertId: string,
    @Query({ schema: EnglishProgressFilter }) filter: z.output<typeof EnglishProgressFilter>,
  ) {
    return this.services.ask(caller, getEnglishProgress, { expertId, ...filter });
  }
}
