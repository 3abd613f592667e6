import { communicationEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, expertOf, type Known, pageOf, template } from './template.js';
import { duration, when } from './words.rules.js';

type Events = typeof communicationEvents;

const clock = {
  clockId: anId,
  kind: 'first-answer' as const,
  subjectKind: 'question' as const,
  subjectId: anId,
  title: 'Coupons in the basket',
  ...ids,
  ...care,
  targetSeconds: 3_600,
  startedAt: '2026-03-02T09:00:00.000Z',
};

const promises = {
  'first-answer': 'First answer',
  'next-answer': 'Next answer',
  'promised-update': 'Promised update',
  fix: 'Fix in production',
  mistake: 'Telling a mistake',
} as const;

const explain = (known: Known, id: string) =>
  link('Why: the clock explains itself', `${pageOf(known, 'clocks', id)}/explanation`);

export const clockWarned = template<Events['clockWarned']>({
  name: 'clock-warned',
  topic: 'promises',
  rule: 'CS-7',
  description: 'At half of the promised time to whom it is assigned; later to the team lead too',
  example: { ...clock, percent: 50, dueAt: '2026-03-02T10:00:00.000Z', late: false },
  write: (data, known) =>
    letter(
      say`${data.percent} % used up: ${data.title}`,
      paragraph(
        say`${promises[data.kind]} for ${clientOf(known)}: ${data.percent} % of ${duration(data.targetSeconds / 60)} is used up.`,
      ),
      facts(['Due', data.dueAt ? when(data.dueAt, known.reader.timeZone) : 'waits'], ['With', say`${expertOf(known)}`]),
      explain(known, data.clockId),
    ),
});

export const clockBreached = template<Events['clockBreached']>({
  name: 'clock-breached',
  topic: 'promises',
  rule: 'CS-7',
  description: 'To whom it is assigned, the team lead and the account executive when a promise was broken; at any hour',
  example: { ...clock, breachedAt: '2026-03-02T10:00:00.000Z', late: false },
  write: (data, known) =>
    letter(
      say`Promise broken: ${data.title}`,
      paragraph(
        say`${promises[data.kind]} for ${clientOf(known)}: the promised ${duration(data.targetSeconds / 60)} are over.`,
      ),
      facts(['Broken', when(data.breachedAt, known.reader.timeZone)], ['With', say`${expertOf(known)}`]),
      ...(data.late ? [paragraph('This was noticed late, because a part of Shoreline was away.')] : []),
      paragraph('A short word to the client now, even without the answer, is worth more than a good one later.'),
      explain(known, data.clockId),
    ),
});
