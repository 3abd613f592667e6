import { communicationEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, expertOf, pageOf, template } from './template.js';
import { when } from './words.rules.js';

type Events = typeof communicationEvents;

const { teamLeadId, accountExecutiveId } = care;
const shift = { shiftId: anId, ...ids, teamLeadId, accountExecutiveId, day: '2026-03-02', timeZone: 'Europe/Berlin' };
const startsAt = '2026-03-02T08:00:00.000Z';

export const showTimePassed = template<Events['showTimePassed']>({
  name: 'show-time-passed',
  topic: 'presence',
  rule: 'CS-1',
  description: 'To the expert who did not check in yet: a reminder',
  example: { ...shift, startsAt, showTimeBy: '2026-03-02T08:05:00.000Z' },
  write: (data, known) =>
    letter(
      say`Good morning: your shift at ${clientOf(known)} has begun`,
      paragraph('You have not checked in yet. If you are there, one click is enough; if something keeps you, tell us.'),
      facts(['Began', when(data.startsAt, known.reader.timeZone)]),
      link('Check in', pageOf(known, 'shifts', data.shiftId)),
    ),
});

export const noShow = template<Events['noShow']>({
  name: 'no-show',
  topic: 'presence',
  rule: 'CS-1',
  description: 'To account executive and team lead when an expert did not come; at any hour',
  example: { ...shift, startsAt, late: false },
  write: (data, known) =>
    letter(
      say`Not there yet: ${expertOf(known)} at ${clientOf(known)}`,
      paragraph(say`${expertOf(known)} has not checked in. First find out whether all is well; then tell the client.`),
      facts(['Shift began', when(data.startsAt, known.reader.timeZone)]),
      ...(data.late ? [paragraph('This was noticed late, because a part of Shoreline was away.')] : []),
      link('Open the shift', pageOf(known, 'shifts', data.shiftId)),
    ),
});

export const updateReminded = template<Events['updateReminded']>({
  name: 'update-reminded',
  topic: 'presence',
  rule: 'CS-2',
  description: 'To the expert, from the account executive’s desk: a friendly reminder of an hourly update',
  example: { ...shift, slotId: anId, dueAt: '2026-03-02T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      'A short status, when you have a moment?',
      paragraph(
        known.accountExecutive
          ? say`A friendly word from the desk of ${known.accountExecutive.name}: an hour went by without a status.`
          : 'A friendly word from the account executive’s desk: an hour went by without a status.',
      ),
      paragraph(
        'Any words will do, such as "Status: Discussing tasks with my client." A missed one is never held against you.',
      ),
      link('Give a status', pageOf(known, 'shifts', data.shiftId)),
    ),
});

export const breakOverdue = template<Events['breakOverdue']>({
  name: 'break-overdue',
  topic: 'presence',
  rule: 'CS-3',
  description: 'To the expert whose break is longer than it said',
  example: { ...shift, breakId: anId, expectedBackAt: '2026-03-02T11:30:00.000Z' },
  write: (data, known) =>
    letter(
      'Are you back?',
      paragraph(
        'Your break is over by the time you gave. If you are back, say so; if it takes longer, let your account executive know.',
      ),
      facts(['Expected back', when(data.expectedBackAt, known.reader.timeZone)]),
      link('Open the shift', pageOf(known, 'shifts', data.shiftId)),
    ),
});
