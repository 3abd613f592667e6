import { placementEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say } from './sentence.js';
import { type DataOf, expertOf, type Known, pageOf, template } from './template.js';
import { when } from './words.rules.js';

type Events = typeof placementEvents;
type Decided = DataOf<Events['conductDecided']>;

const at = '2026-03-02T09:00:00.000Z';
const record = { recordId: anId, expertId: ids.expertId, category: 'policy-breach' as const };
const proposal: DataOf<Events['terminationProposed']> = {
  ...record,
  ...{ reason: 'Four breaches, each with coaching, in three months.', proposedBy: 'Ann Executive', at },
};

const categories: Readonly<Record<Decided['category'], string>> = {
  'refusing-ownership': 'refusing ownership',
  'excessive-secret-breaks': 'excessive secret breaks',
  'bad-attitude-or-rumours': 'bad attitude or rumours',
  'policy-breach': 'a policy breach',
  'insensitive-remark': 'an insensitive remark',
  'off-network-work': 'work outside the network',
};
const openRecord = (known: Known, id: string) => link('Open the record', pageOf(known, 'conduct-records', id));

export const conductRecorded = template<Events['conductRecorded']>({
  name: 'conduct-recorded',
  topic: 'quality',
  rule: 'PL-14',
  description: 'To the expert about whose conduct something was put on record; the expert may answer',
  example: {
    ...record,
    ...{ what: 'The laptop was lent to a friend.', step: 'chance 1 of 3, with coaching', recordedBy: 'Tom Lead', at },
  },
  write: (data, known) =>
    letter(
      say`On record: ${categories[data.category]}`,
      paragraph(say`${data.recordedBy} put this about your conduct on record:`),
      quote(data.what),
      facts(['Where it stands', say`${data.step}`], ['Recorded', when(data.at, known.reader.timeZone)]),
      paragraph('You see all that is recorded, and you may answer: your words then stand beside it.'),
      openRecord(known, data.recordId),
    ),
});

export const conductAnswered = template<Events['conductAnswered']>({
  name: 'conduct-answered',
  topic: 'quality',
  rule: 'PL-14',
  description: 'To account executive and team lead when an expert answered a record, or appealed a decision',
  example: { ...record, kind: 'answer', text: 'It was for an hour, in my presence.', at },
  write: (data, known) =>
    letter(
      data.kind === 'appeal' ? say`${expertOf(known)} appeals` : say`${expertOf(known)} answered a record`,
      paragraph(say`About ${categories[data.category]}, ${expertOf(known)} writes:`),
      quote(data.text),
      paragraph(
        data.kind === 'appeal'
          ? 'Somebody who did not decide it first decides now. Read all that is recorded before.'
          : 'Read it before anything else is decided.',
      ),
      openRecord(known, data.recordId),
    ),
});

export const terminationProposed = template<Events['terminationProposed']>({
  name: 'termination-proposed',
  topic: 'quality',
  rule: 'PL-14',
  description: 'To the expert whose termination was proposed: nothing is decided yet',
  example: proposal,
  write: (data, known) =>
    letter(
      'A termination was proposed; nothing is decided',
      paragraph(say`${data.proposedBy} proposed to end your work with the network, over ${categories[data.category]}:`),
      quote(data.reason),
      paragraph('A person decides it, and reads what you have to say. Answer the record now, in your own words.'),
      paragraph('Against a decision you can appeal.'),
      openRecord(known, data.recordId),
    ),
});

export const terminationToDecide = template<Events['terminationProposed']>({
  name: 'termination-to-decide',
  topic: 'quality',
  rule: 'PL-14',
  description: 'To administrators when a termination was proposed: a person decides',
  example: proposal,
  write: (data, known) =>
    letter(
      say`To decide: the termination of ${expertOf(known)}`,
      paragraph(say`${data.proposedBy} proposes it, over ${categories[data.category]}:`),
      quote(data.reason),
      paragraph('Read the records and what the expert answered first. The expert is told of the proposal too.'),
      openRecord(known, data.recordId),
    ),
});

const decisions: Readonly<Record<Decided['decision'], { subject: string; words: string }>> = {
  terminated: {
    subject: 'Decided: your work with the network ends',
    words: 'You can appeal: somebody else then looks at all of it once more.',
  },
  kept: { subject: 'Decided: you stay with the network', words: 'What is recorded stays on record.' },
  'appeal-upheld': {
    subject: 'Your appeal was upheld: you stay with the network',
    words: 'Thank you for speaking up.',
  },
  'appeal-refused': {
    subject: 'Your appeal was refused',
    words: 'The decision stands. Hours that were approved are paid as always.',
  },
};

export const conductDecided = template<Events['conductDecided']>({
  name: 'conduct-decided',
  topic: 'quality',
  rule: 'PL-14',
  description: 'To the expert when a person decided a proposed termination, or an appeal against it',
  example: {
    ...record,
    decision: 'kept',
    reason: 'The breaches were small, and are over.',
    decidedBy: 'Ada Admin',
    at,
  },
  write: (data, known) => {
    const { subject, words } = decisions[data.decision];
    return letter(
      subject,
      paragraph(say`${data.decidedBy} decided, with this reason:`),
      quote(data.reason),
      facts(['Decided', when(data.at, known.reader.timeZone)]),
      paragraph(words),
      openRecord(known, data.recordId),
    );
  },
});
