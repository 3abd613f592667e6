import { linkPath } from '#libs/links';
import { qualityEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say, type Sentence } from './sentence.js';
import { clientOf, type DataOf, expertOf, type Known, pageOf, template, titleOf } from './template.js';
import { inMonth, plain, when } from './words.rules.js';

type Events = typeof qualityEvents;
type Opened = DataOf<Events['caseOpened']>;

const { teamLeadId, accountExecutiveId } = care;
const openedCase: Opened = {
  caseId: anId,
  kind: 'detractor',
  ...ids,
  ...{ teamLeadId, accountExecutiveId, ownerId: accountExecutiveId },
  words: 'Carla gave 4 of 10: “Answers come late, and I have to ask twice.”',
  dueAt: '2026-03-04T09:00:00.000Z',
};

const matters: Readonly<Record<Opened['kind'], (known: Known) => Sentence>> = {
  detractor: (known) => say`${clientOf(known)} is not happy with ${titleOf(known)}`,
  fall: (known) => say`A number falls: ${clientOf(known)}, ${titleOf(known)}`,
  mismatch: (known) => say`Two sides disagree: ${clientOf(known)}, ${titleOf(known)}`,
};
const steps: Readonly<Record<Opened['kind'], string>> = {
  detractor: 'The client hears from you by then: first listen, then say what happens next.',
  fall: 'Find out what changed, and answer the case with what you found.',
  mismatch: 'What we measure and what the client says differ: one of them misses something. Ask before you explain.',
};

const caseFacts = (data: Opened, known: Known, until: string) =>
  facts(
    [until, when(data.dueAt, known.reader.timeZone)],
    ['Placement', say`${titleOf(known)}`],
    ['Client', say`${clientOf(known)}`],
    ['Expert', say`${expertOf(known)}`],
  );
const openCase = (known: Known, id: string) => link('Open the case', pageOf(known, 'cases', id));

export const caseOpened = template<Events['caseOpened']>({
  name: 'case-opened',
  topic: 'quality',
  rule: 'QN-3',
  description: 'To the account executive when a client is unhappy, a number falls, or two sides disagree (QN-6)',
  example: openedCase,
  write: (data, known) =>
    letter(
      matters[data.kind](known),
      quote(data.words),
      caseFacts(data, known, 'Answer by'),
      paragraph(steps[data.kind]),
      openCase(known, data.caseId),
    ),
});

export const caseOverdue = template<Events['caseOverdue']>({
  name: 'case-overdue',
  topic: 'quality',
  rule: 'QN-3',
  description: 'To who has the case in hand, the account executive and the team lead when it was not answered in time',
  example: openedCase,
  write: (data, known) =>
    letter(
      say`Not answered in time: ${matters[data.kind](known)}`,
      quote(data.words),
      caseFacts(data, known, 'Was due'),
      paragraph('A short word to the client today is worth more than a good one next week.'),
      openCase(known, data.caseId),
    ),
});

export const complaintLogged = template<Events['complaintLogged']>({
  name: 'complaint-logged',
  topic: 'quality',
  rule: 'QN-4',
  description: 'To the team lead when a client complained',
  example: {
    complaintId: anId,
    ...ids,
    ...{ teamLeadId, accountExecutiveId, category: 'slow-answers', group: 'communication', severity: 'serious' },
    ...{ what: 'Questions wait for a day.', recurrenceOf: anId, loggedAt: '2026-03-02T09:00:00.000Z' },
  },
  write: (data, known) =>
    letter(
      say`A complaint (${data.severity}): ${clientOf(known)} about ${expertOf(known)}`,
      quote(data.what),
      facts(
        ['About', say`${plain(data.category)}`],
        ['Placement', say`${titleOf(known)}`],
        ['Logged', when(data.loggedAt, known.reader.timeZone)],
      ),
      ...(data.recurrenceOf ? [paragraph('It is not the first time: an earlier complaint came back.')] : []),
      paragraph(say`Talk with ${expertOf(known)} soon: hear the other side first, then agree on what helps.`),
      link('Open the complaint', pageOf(known, 'complaints', data.complaintId)),
    ),
});

export const clientReportReady = template<Events['clientReportReady']>({
  name: 'client-report-ready',
  topic: 'quality',
  rule: 'QN-12',
  description: 'To the client’s users and contacts when the report of a month is ready',
  example: { reportId: anId, clientId: ids.clientId, month: '2026-03-01', accountExecutiveId },
  write: (data, known) =>
    letter(
      say`Your report of ${inMonth(data.month)} is ready`,
      paragraph(say`Hours, estimates, answers, bugs and what comes next: your ${inMonth(data.month)} with us.`),
      link('Read the report', known.baseUrl + linkPath('client-report', data.reportId)),
      paragraph(
        known.accountExecutive
          ? say`Something in it surprises you? Write to ${known.accountExecutive.name}, ${known.accountExecutive.email}.`
          : 'Something in it surprises you? Tell your account executive.',
      ),
    ),
});
