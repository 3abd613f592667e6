import { z } from 'zod';
import { event } from '../contract.js';
import { Day, Email, Id, Instant } from '../shapes.js';
import { CaseKind } from './cases.js';
import { ComplaintSeverity } from './complaints.js';
import { OneToOneSide } from './one-to-ones.js';

const parties = { placementId: Id, clientId: Id, expertId: Id };
/** Accounts that look after a placement; null where nobody is named. */
const care = { teamLeadId: Id.nullable(), accountExecutiveId: Id.nullable() };

// Questionnaires
const questionnaire = {
  questionnaireId: Id,
  clientId: Id,
  addressee: z.object({ id: Id, name: z.string(), email: Email }).meta({ description: 'The contact it is for' }),
  week: Day,
  about: z.array(z.object({ placementId: Id, title: z.string(), expertName: z.string() })).min(1),
  closesAt: Instant,
};
export const questionnaireSent = event('quality.questionnaire-sent.v1', {
  aggregate: 'questionnaire',
  description: 'A contact is asked how the week was (QN-1): one mail, however many placements.',
  data: z.object(questionnaire),
});
export const questionnaireReminded = event('quality.questionnaire-reminded.v1', {
  aggregate: 'questionnaire',
  description: 'The one reminder of a questionnaire (QN-1).',
  data: z.object(questionnaire),
});
export const questionnaireAnswered = event('quality.questionnaire-answered.v1', {
  aggregate: 'questionnaire',
  description:
    'A contact answered, or changed its answer before the week closed (QN-1); the whole answer as it is now.',
  data: z.object({
    questionnaireId: Id,
    clientId: Id,
    week: Day,
    items: z.array(z.object({ placementId: Id, expertId: Id, score: z.int() })),
    answeredAt: Instant,
  }),
});

// Cases
const opened = {
  caseId: Id,
  kind: CaseKind,
  ...parties,
  ...care,
  ownerId: Id.nullable(),
  words: z.string(),
  dueAt: Instant,
};
export const caseOpened = event('quality.case-opened.v1', {
  aggregate: 'case',
  description: 'Somebody has to look into it: a detractor (QN-3), a fall or a mismatch (QN-6).',
  data: z.object(opened),
});
export const caseOverdue = event('quality.case-overdue.v1', {
  aggregate: 'case',
  description: 'A case was not answered in time (QN-3, QN-6).',
  data: z.object(opened),
});
export const caseClosed = event('quality.case-closed.v1', {
  aggregate: 'case',
  description: 'A case was closed with its root cause and the action taken (QN-3).',
  data: z.object({ ...opened, rootCause: z.string(), action: z.string(), closedAt: Instant }),
});

// Complaints and coaching
const complaint = {
  complaintId: Id,
  ...parties,
  ...care,
  category: z.string(),
  group: z.string(),
  severity: ComplaintSeverity,
};
export const complaintLogged = event('quality.complaint-logged.v1', {
  aggregate: 'complaint',
  description: 'An AE logged what a client complained of (QN-4); the team lead is told.',
  data: z.object({ ...complaint, what: z.string(), recurrenceOf: Id.nullable(), loggedAt: Instant }),
});
export const coachingRecorded = event('quality.coaching-recorded.v1', {
  aggregate: 'complaint',
  description: 'A coaching session was held about a complaint (QN-4): help, not discipline.',
  data: z.object({ ...complaint, sessionId: Id, heldAt: Instant, coach: z.string(), agreed: z.string() }),
});
export const complaintClosed = event('quality.complaint-closed.v1', {
  aggregate: 'complaint',
  description: 'A complaint was resolved, came back, or cost the client (QN-4).',
  data: z.object({ ...complaint, outcome: z.enum(['resolved', 'recurred', 'lost-client']), closedAt: Instant }),
});
export const problemRepeated = event('quality.problem-repeated.v1', {
  aggregate: 'problem',
  description: 'A problem was seen twice: it is proposed as a situation for the catalogue of contracts (QN-11).',
  data: z.object({
    problemId: Id,
    category: z.string(),
    categoryName: z.string(),
    seen: z
      .array(z.object({ complaintId: Id, what: z.string(), loggedAt: Instant }))
      .meta({ description: 'What has shown it since it was told of last' }),
  }),
});

// One-to-ones, English, tips
const oneToOne = { oneToOneId: Id, ...parties, ...care, with: OneToOneSide, dueOn: Day };
export const oneToOneDue = event('quality.one-to-one-due.v1', {
  aggregate: 'one-to-one',
  description: 'A one-to-one is to be held by a day (QN-7).',
  data: z.object(oneToOne),
});
export const oneToOneHeld = event('quality.one-to-one-held.v1', {
  aggregate: 'one-to-one',
  description: 'A one-to-one was held (QN-7).',
  data: z.object({ ...oneToOne, heldAt: Instant }),
});
export const oneToOneMissed = event('quality.one-to-one-missed.v1', {
  aggregate: 'one-to-one',
  description: 'A one-to-one was not held by its day (QN-7).',
  data: z.object(oneToOne),
});
export const tipGiven = event('quality.tip-given.v1', {
  aggregate: 'tip',
  description: 'An AE gave an expert a tip (QN-9): help, never discipline.',
  data: z.object({ tipId: Id, expertId: Id, by: z.string(), text: z.string(), givenAt: Instant }),
});

// The award and the report
export const awardComputed = event('quality.award-computed.v1', {
  aggregate: 'award',
  description: 'An expert’s standing in a month’s award (QN-8). Not winning has no consequence.',
  data: z.object({
    awardId: Id,
    expertId: Id,
    month: Day.meta({ description: 'Its first day' }),
    won: z.boolean(),
    missed: z.array(z.string()).meta({ description: 'The standards that were missed, in words' }),
  }),
});
export const clientReportReady = event('quality.client-report-ready.v1', {
  aggregate: 'client-report',
  description: 'A client’s monthly report can be read (QN-12).',
  data: z.object({ reportId: Id, clientId: Id, month: Day, accountExecutiveId: Id.nullable() }),
});
