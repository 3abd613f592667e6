import { Body, Controller, Get, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Cancellation,
  cancelMeeting,
  changeMeeting,
  getMeeting,
  getMeetingFile,
  holdMeeting,
  listMeetings,
  MeetingChange,
  MeetingFilter,
  MeetingNotes,
  NewMeeting,
  scheduleMeeting,
} from '#libs/contracts';
import { conflict, invalidField } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, PathId, Services, staff } from '../http/index.js';
import { noPlacement, notRunning } from '../questions/refusals.js';

const CalendarFile = z.string().meta({
  description: 'iCalendar (RFC 5545)',
  example:
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Basket and coupons\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
});
const closed = conflict('communication.meeting-closed', 'It is held; this step is possible from scheduled only.', {
  rule: 'CS-11',
  facts: { state: 'held', possibleFrom: ['scheduled'] },
});
const notThen = [
  invalidField('communication.meeting-time', 'startsAt', 'must lie in the future', 'CS-11'),
  conflict('communication.meeting-overlap', 'The expert is in another meeting at that time.', {
    rule: 'CS-11',
    errors: [{ field: 'startsAt', message: 'must leave the expert one meeting at a time' }],
  }),
];

@ApiTags('Meetings')
@Controller('meetings')
export class MeetingsController {
  constructor(private readonly services: Services) {}

  @Endpoint({ summary: 'List meetings', rules: ['CS-11'], roles: members, answer: listMeetings, errors: [noPlacement] })
  @Get()
  list(@Caller() caller: Caller, @Query({ schema: MeetingFilter }) filter: z.output<typeof MeetingFilter>) {
    return this.services.ask(caller, listMeetings, filter);
  }

  @Endpoint({
    summary: 'Schedule a meeting',
    description: 'Of 30 to 60 minutes, with an agenda; everybody who attends gets it as a calendar file.',
    rules: ['CS-11'],
    roles: members,
    answer: scheduleMeeting,
    examples: {
      request: {
        placementId: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10',
        title: 'Basket and coupons',
        agenda: 'What comes first; who decides on coupons',
        startsAt: '2026-03-04T13:00:00.000Z',
        minutes: 30,
        location: 'https://meet.example/harbour',
        attendees: [{ name: 'Carla Meer', email: 'carla@harbour.example' }],
      },
    },
    errors: [
      noPlacement,
      notRunning,
      ...notThen,
      invalidField('communication.calls-only', 'kind', 'must be call: the others are the network’s own', 'CS-11'),
    ],
  })
  @Post()
  schedule(@Caller() caller: Caller, @Body({ schema: NewMeeting }) meeting: z.output<typeof NewMeeting>) {
    return this.services.ask(caller, scheduleMeeting, meeting);
  }

  @Endpoint({ summary: 'Read a meeting', rules: ['CS-11'], roles: members, of: 'meeting', answer: getMeeting })
  @Get(':id')
  get(@Caller() caller: Caller, @PathId() id: string) {
    return this.services.ask(caller, getMeeting, { id });
  }

  @Endpoint({
    summary: 'Change or move a meeting',
    rules: ['CS-11'],
    roles: members,
    of: 'meeting',
    answer: changeMeeting,
    examples: { request: { startsAt: '2026-03-05T13:00:00.000Z' } },
    errors: [closed, ...notThen],
  })
  @Patch(':id')
  change(
    @Caller() caller: Caller,
    @PathId() id: string,
    @IfMatch() version: number,
    @Body({ schema: MeetingChange }) change: z.output<typeof MeetingChange>,
  ) {
    return this.services.ask(caller, changeMeeting, { id, version, change });
  }

  @Endpoint({
    summary: 'Cancel a meeting',
    rules: ['CS-11'],
    roles: members,
    of: 'meeting',
    answer: cancelMeeting,
    status: 200,
    errors: [closed],
  })
  @Post(':id/cancellation')
  cancel(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Cancellation }) cancellation: z.output<typeof Cancellation>,
  ) {
    return this.services.ask(caller, cancelMeeting, { id, ...cancellation });
  }

  @Endpoint({
    summary: 'Write down a meeting that took place',
    description: 'Its follow-ups become tasks on the board. Again changes nothing: each of them is one task.',
    rules: ['CS-11', 'TS-11'],
    roles: ['expert', ...staff],
    of: 'meeting',
    answer: holdMeeting,
    examples: {
      request: { notes: 'Coupons come first.', followUps: [{ title: 'Two coupons at once', estimateMinutes: 240 }] },
    },
    errors: [
      closed,
      conflict('communication.meeting-not-yet', 'The meeting has not begun.', {
        rule: 'CS-11',
        facts: { startsAt: '2026-03-04T13:00:00.000Z' },
      }),
    ],
  })
  @Post(':id/notes')
  hold(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: MeetingNotes }) notes: z.output<typeof MeetingNotes>,
  ) {
    return this.services.ask(caller, holdMeeting, { id, ...notes });
  }

  @Endpoint({
    summary: 'Download a meeting for a calendar',
    description: 'Its sequence number grows with each change.',
    rules: ['CS-11'],
    roles: members,
    of: 'meeting',
    answer: CalendarFile,
    produces: 'text/calendar',
  })
  @Get(':id/calendar.ics')
  async file(@Caller() caller: Caller, @PathId() id: string) {
    const { ics } = await this.services.ask(caller, getMeetingFile, { id });
    return new StreamableFile(Buffer.from(ics), {
      type: 'text/calendar; charset=utf-8',
      disposition: 'attachment; filename="meeting.ics"',
    });
  }
}
