import { AwardNotice, qualityEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, list, paragraph, quote } from './letter.js';
import { say, type Sentence } from './sentence.js';
import { clientOf, type DataOf, expertOf, type Known, pageOf, template, titleOf } from './template.js';
import { inMonth, onDay, plain, when } from './words.rules.js';

type Events = typeof qualityEvents;
type Due = DataOf<Events['oneToOneDue']>;

const { teamLeadId, accountExecutiveId } = care;
const due: Due = {
  ...{ oneToOneId: anId, ...ids, teamLeadId, accountExecutiveId },
  ...{ with: 'client', dueOn: '2026-03-13' },
};

const withWhom = (data: Due, known: Known): Sentence =>
  data.with === 'client' ? say`${clientOf(known)} about ${titleOf(known)}` : say`${expertOf(known)}`;
const openTalk = (known: Known, id: string) => link('Open the one-to-one', pageOf(known, 'one-to-ones', id));

export const oneToOneDue = template<Events['oneToOneDue']>({
  name: 'one-to-one-due',
  topic: 'quality',
  rule: 'QN-7',
  description:
    'To whom it falls: with the client to the account executive, with the expert to its team lead, or the account executive',
  example: due,
  write: (data, known) =>
    letter(
      say`One-to-one with ${withWhom(data, known)} by ${onDay(data.dueOn)}`,
      paragraph(
        say`It is time for a talk with ${withWhom(data, known)}: agree on an hour, and write down what was said.`,
      ),
      facts(
        ['Placement', say`${titleOf(known)}`],
        ['Client', say`${clientOf(known)}`],
        ['Expert', say`${expertOf(known)}`],
        ['By', onDay(data.dueOn)],
      ),
      openTalk(known, data.oneToOneId),
    ),
});

export const oneToOneMissed = template<Events['oneToOneMissed']>({
  name: 'one-to-one-missed',
  topic: 'quality',
  rule: 'QN-7',
  description: 'To the account executive when a one-to-one was not held by its day',
  example: { ...due, with: 'expert' },
  write: (data, known) =>
    letter(
      say`Missed: the one-to-one with ${withWhom(data, known)}`,
      paragraph(say`It was to be held by ${onDay(data.dueOn)}. A late talk is still a good one.`),
      facts(['Placement', say`${titleOf(known)}`], ['Client', say`${clientOf(known)}`]),
      openTalk(known, data.oneToOneId),
    ),
});

export const coachingRecorded = template<Events['coachingRecorded']>({
  name: 'coaching-recorded',
  topic: 'quality',
  rule: 'QN-4',
  description: 'To the expert after a coaching session: what was agreed; help, not discipline',
  example: {
    complaintId: anId,
    ...ids,
    ...{ teamLeadId, accountExecutiveId, category: 'slow-answers', group: 'communication', severity: 'serious' },
    ...{ sessionId: anId, heldAt: '2026-03-03T09:00:00.000Z', coach: 'Tom Lead' },
    agreed: 'A short “I look into it” within half an hour, then the answer.',
  },
  write: (data, known) =>
    letter(
      say`What we agreed on: ${plain(data.category)}`,
      paragraph(say`You and ${data.coach} talked about ${plain(data.category)} at ${clientOf(known)}. This is agreed:`),
      quote(data.agreed),
      facts(['Talked', when(data.heldAt, known.reader.timeZone)], ['With', say`${data.coach}`]),
      paragraph('Coaching is help, not discipline. Something isn’t as you remember it? Say so to your coach.'),
    ),
});

export const tipGiven = template<Events['tipGiven']>({
  name: 'tip-given',
  topic: 'quality',
  rule: 'QN-9',
  description: 'To the expert whom an account executive gives a tip: help, never discipline',
  example: {
    tipId: anId,
    expertId: ids.expertId,
    ...{ by: 'Ann Executive', text: 'Say at noon how far you are: the client then plans its afternoon.' },
    givenAt: '2026-03-02T09:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`A tip from ${data.by}`,
      paragraph(say`${data.by} has a tip for you:`),
      quote(data.text),
      paragraph('A tip is help, never discipline: it is held against nobody.'),
      link('Open the tip', pageOf(known, 'tips', data.tipId)),
    ),
});

export const awardComputed = template<Events['awardComputed']>({
  name: 'award-computed',
  topic: 'quality',
  rule: 'QN-8',
  description: 'Once a month to every expert: won, or which standards were missed',
  example: {
    ...{ awardId: anId, expertId: ids.expertId, month: '2026-03-01', won: false },
    missed: ['No missed update', 'Every answer in time'],
  },
  write: ({ won, missed, month }, { reader }) =>
    won
      ? letter(
          say`Congratulations: the award of ${inMonth(month)} is yours`,
          paragraph(say`${reader.name}, you missed no standard of the Employee Excellence Award in ${inMonth(month)}.`),
          paragraph('What you promised came in time, and nobody had to complain: thank you.'),
          paragraph(AwardNotice.value),
        )
      : letter(
          say`Your standing in the award of ${inMonth(month)}`,
          paragraph('The Employee Excellence Award is computed from published standards, the same for everybody.'),
          missed.length
            ? list(
                'Standards that were missed',
                missed.map((standard) => say`${standard}`),
              )
            : paragraph('There was too little of your work in it to measure yet.'),
          paragraph(AwardNotice.value),
        ),
});
