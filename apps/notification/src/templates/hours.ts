import { timesheetEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { clientOf, expertOf, type Known, pageOf, template, titleOf } from './template.js';
import { duration, hours, onDay, when } from './words.rules.js';

type Events = typeof timesheetEvents;

const sheet = { ...ids, sheetId: anId, week: '2026-03-02' };
const openSheet = (known: Known, id: string) => link('Open the week', pageOf(known, 'sheets', id));

export const sheetSubmitted = template<Events['sheetSubmitted']>({
  name: 'sheet-submitted',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To the client when the expert submitted a week',
  example: {
    ...sheet,
    minutes: 2_310,
    submittedAt: '2026-03-06T17:00:00.000Z',
    approvesItselfAt: '2026-03-11T17:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`${hours(data.minutes)} to approve: ${expertOf(known)}, week of ${onDay(data.week)}`,
      paragraph(say`${expertOf(known)} submitted the week of ${onDay(data.week)} for ${titleOf(known)}.`),
      facts(['Hours', hours(data.minutes)], ['Approves itself', when(data.approvesItselfAt, known.reader.timeZone)]),
      paragraph('You approve line by line. A line that you dispute waits, and the rest goes on.'),
      openSheet(known, data.sheetId),
    ),
});

export const sheetReminded = template<Events['sheetReminded']>({
  name: 'sheet-reminded',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To the client when a submitted week still waits',
  example: { ...sheet, approvesItselfAt: '2026-03-11T17:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Still to approve: ${expertOf(known)}, week of ${onDay(data.week)}`,
      paragraph(say`The week of ${onDay(data.week)} of ${expertOf(known)} waits for you.`),
      facts(['Approves itself', when(data.approvesItselfAt, known.reader.timeZone)]),
      openSheet(known, data.sheetId),
    ),
});

export const sheetReturned = template<Events['sheetReturned']>({
  name: 'sheet-returned',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To the expert when the client sent lines back',
  example: { ...sheet, reason: 'Tuesday’s hours belong to another task.' },
  write: (data, known) =>
    letter(
      say`Your week of ${onDay(data.week)} came back`,
      paragraph(say`${clientOf(known)} asks you to look at some lines again. Change them and submit once more.`),
      quote(data.reason),
      openSheet(known, data.sheetId),
    ),
});

export const lineDisputed = template<Events['lineDisputed']>({
  name: 'line-disputed',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To the expert and the account executive when the client disputed a line',
  example: {
    ...sheet,
    entryId: anId,
    minutes: 90,
    reason: 'Was this not part of Monday?',
    answerBy: '2026-03-11T17:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`${clientOf(known)} has a question about ${duration(data.minutes)} of the week of ${onDay(data.week)}`,
      paragraph(say`${clientOf(known)} disputed a line of ${expertOf(known)}. The rest of the week goes on.`),
      quote(data.reason),
      facts(['Answer by', when(data.answerBy, known.reader.timeZone)]),
      openSheet(known, data.sheetId),
    ),
});

export const disputeOverdue = template<Events['disputeOverdue']>({
  name: 'dispute-overdue',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To the account executive when a dispute was not answered in time',
  example: { ...sheet, entryId: anId, answerBy: '2026-03-11T17:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`A dispute waits too long: ${clientOf(known)} and ${expertOf(known)}`,
      paragraph(say`A disputed line of the week of ${onDay(data.week)} was to be answered. It needs you to decide it.`),
      facts(['Was due', when(data.answerBy, known.reader.timeZone)]),
      openSheet(known, data.sheetId),
    ),
});

export const disputeDecided = template<Events['disputeDecided']>({
  name: 'dispute-decided',
  topic: 'hours',
  rule: 'TS-6',
  description: 'To client and expert when the account executive recorded the outcome of a dispute',
  example: { ...sheet, entryId: anId, outcome: 'approved', reason: 'Both agreed in the call of Tuesday.' },
  write: (data, known) =>
    letter(
      say`The disputed line of the week of ${onDay(data.week)} was ${data.outcome}`,
      paragraph(
        say`The dispute between ${clientOf(known)} and ${expertOf(known)} is over: the line was ${data.outcome}.`,
      ),
      quote(data.reason),
      openSheet(known, data.sheetId),
    ),
});

export const taskOverran = template<Events['taskOverran']>({
  name: 'task-overran',
  topic: 'hours',
  rule: 'TS-10',
  description: 'To expert and client when a task reached 80 % or 100 % of its estimate',
  example: {
    taskId: anId,
    placementId: ids.placementId,
    title: 'Checkout',
    estimateMinutes: 600,
    reportedMinutes: 490,
    percent: 81,
  },
  write: (data, known) =>
    letter(
      say`${data.title} is at ${data.percent} % of its estimate`,
      paragraph('Time to talk about it: finish, cut, or estimate again. An overrun seen early costs nobody anything.'),
      facts(
        ['Placement', say`${titleOf(known)}`],
        ['Estimate', hours(data.estimateMinutes)],
        ['Reported', hours(data.reportedMinutes)],
      ),
      link('Open the task', pageOf(known, 'tasks', data.taskId)),
    ),
});
