import { communicationEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { clientOf, type Known, pageOf, template, titleOf } from './template.js';
import { when } from './words.rules.js';

type Events = typeof communicationEvents;

const bug = { bugId: anId, ...ids, ...care, title: 'The basket empties itself', severity: 'production' as const };
const mistake = {
  mistakeId: anId,
  ...ids,
  ...care,
  what: 'Old prices were live for an hour.',
  knownAt: '2026-03-02T09:00:00.000Z',
};
const openBug = (known: Known, id: string) => link('Open the bug', pageOf(known, 'bugs', id));
const openMistake = (known: Known, id: string) => link('Open the record', pageOf(known, 'mistakes', id));

export const bugReported = template<Events['bugReported']>({
  name: 'bug-reported',
  topic: 'mistakes-and-bugs',
  rule: 'CS-6',
  description: 'To whom it is assigned and the account executive; at any hour when production is down',
  example: {
    ...bug,
    description: 'Since this morning, on every phone.',
    reportedBy: 'Carla',
    reportedAt: '2026-03-02T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`Bug (${data.severity}): ${data.title}`,
      paragraph(say`${data.reportedBy} of ${clientOf(known)} reported:`),
      quote(data.description),
      facts(['Reported', when(data.reportedAt, known.reader.timeZone)], ['Severity', data.severity]),
      openBug(known, data.bugId),
    ),
});

const moved = {
  open: 'It is open again.',
  'waiting-for-client': 'We need something from you to go on.',
  'worked-around': 'There is a way around it; we go on to the fix.',
  fixed: 'It is fixed. Please look whether you find it good.',
  closed: 'It is closed.',
} as const;

export const bugMoved = template<Events['bugMoved']>({
  name: 'bug-moved',
  topic: 'mistakes-and-bugs',
  rule: 'CS-6',
  description:
    'To the client, through its channel (CS-9), when its bug was worked around, fixed, closed, reopened, or waits for it',
  example: {
    ...bug,
    state: 'worked-around',
    text: 'Reload the page once.',
    by: 'Ana Šimić',
    channel: 'email',
    at: '2026-03-02T10:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`Re: ${data.title}`,
      paragraph(moved[data.state]),
      ...(data.text ? [paragraph(say`${data.by} wrote:`), quote(data.text)] : []),
      openBug(known, data.bugId),
    ),
});

export const mistakeRecorded = template<Events['mistakeRecorded']>({
  name: 'mistake-recorded',
  topic: 'mistakes-and-bugs',
  rule: 'CS-8',
  description: 'To account executive and team lead when a mistake is known: the client is to be told',
  example: { ...mistake, recordedBy: 'Ana Šimić', dueAt: '2026-03-02T09:30:00.000Z' },
  write: (data, known) =>
    letter(
      say`A mistake at ${clientOf(known)}: tell the client`,
      paragraph(say`${data.recordedBy} recorded a mistake in ${titleOf(known)}:`),
      quote(data.what),
      facts(
        ['Known since', when(data.knownAt, known.reader.timeZone)],
        ['Tell the client by', data.dueAt ? when(data.dueAt, known.reader.timeZone) : 'as soon as you can'],
      ),
      openMistake(known, data.mistakeId),
    ),
});

export const mistakeTold = template<Events['mistakeTold']>({
  name: 'mistake-told',
  topic: 'mistakes-and-bugs',
  rule: 'CS-8',
  description: 'To the client, through its channel (CS-9): what went wrong, told openly',
  example: {
    ...mistake,
    message: 'For an hour the shop showed old prices. We put them right.',
    toldBy: 'Ann',
    toldAt: '2026-03-02T09:20:00.000Z',
    channel: 'email',
  },
  write: (data, known) =>
    letter(
      say`We made a mistake in ${titleOf(known)}`,
      paragraph(say`${data.toldBy} wants you to know:`),
      quote(data.message),
      openMistake(known, data.mistakeId),
    ),
});

export const mistakePutRight = template<Events['mistakePutRight']>({
  name: 'mistake-put-right',
  topic: 'mistakes-and-bugs',
  rule: 'CS-8',
  description: 'To the client, through its channel (CS-9), when a mistake was put right',
  example: {
    ...mistake,
    remedy: 'Prices are checked before each release now.',
    putRightAt: '2026-03-02T12:00:00.000Z',
    channel: 'email',
  },
  write: (data, known) =>
    letter(
      say`Put right: the mistake in ${titleOf(known)}`,
      paragraph('What we did about it:'),
      quote(data.remedy),
      openMistake(known, data.mistakeId),
    ),
});
