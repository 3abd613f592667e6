import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { reason } from './fields.js';
import { IssueKey } from './issues.js';
import { ProgrammeId } from './programmes.js';

// Problem situations: what went wrong before, and which expectation prevents it (PL-11, QN-11)

/** The terms of a contract an expectation can be bound to: what can be measured. */
export const ExpectationTerm = z
  .enum([
    'firstAnswerMinutes',
    'nextAnswerMinutes',
    'checkingUpdateMinutes',
    'productionBugFix',
    'mistakeToldMinutes',
    'hourlyUpdate',
    'showTimeToleranceMinutes',
    'noShowMinutes',
    'breakNotices',
    'silenceMinutes',
    'shifts',
    'serviceHours',
    'oneToOneEveryDays',
    'npsEveryDays',
    'weeklyCapMinutes',
    'readyToStartHours',
  ])
  .meta({ id: 'ExpectationTerm', description: 'The term of the contract that measures it' });

const promise = text(500).meta({ description: 'One plain sentence', example: 'You hear of a mistake from us first.' });

/** One sentence of a contract; pinned, so the catalogue may change. */
export const Expectation = z
  .strictObject({
    situationId: Id.nullable().meta({ description: 'Null: written for this client alone' }),
    text: promise,
    term: ExpectationTerm.nullable(),
  })
  .meta({ id: 'Expectation' });
export const expectations = z.array(Expectation);

export const ProblemSituation = z
  .object({
    id: Id,
    title: z.string().meta({ description: 'What went wrong before' }),
    expectation: z.string().nullable().meta({ description: 'What is promised; null until somebody has worded it' }),
    term: ExpectationTerm.nullable(),
    category: z.string().nullable().meta({ description: 'Key of an issue category' }),
    programmes: z.array(ProgrammeId).meta({ description: 'None: it enters contracts of every programme' }),
    state: z.enum(['proposed', 'accepted', 'declined']),
    source: z.enum(['network', 'problem']).meta({ description: 'Written by the network, or a problem seen twice' }),
    problemId: Id.nullable().meta({ description: 'For staff' }),
    seen: z
      .array(z.object({ complaintId: Id, what: z.string(), loggedAt: Instant }))
      .meta({ description: 'What it was proposed from; for staff, a team lead what was said of its own people' }),
    history: z.array(Change).meta({ description: 'For staff' }),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'ProblemSituation' });

const words = {
  title: text(200),
  expectation: promise,
  term: ExpectationTerm.nullable(),
  category: IssueKey.nullable(),
  programmes: z.array(ProgrammeId).max(50),
};

export const NewProblemSituation = z
  .strictObject({
    ...words,
    term: words.term.default(null),
    category: words.category.default(null),
    programmes: words.programmes.default([]),
    state: z.enum(['proposed', 'accepted']).default('proposed'),
  })
  .meta({ id: 'NewProblemSituation' });
export const addProblemSituation = command('placement.add-problem-situation', {
  input: NewProblemSituation,
  output: ProblemSituation,
});
export const ProblemSituationChange = z.strictObject(words).partial().meta({ id: 'ProblemSituationChange' });
/** Contracts keep the words they pinned. */
export const changeProblemSituation = command('placement.change-problem-situation', {
  input: z.object({ id: Id, version: Version, change: ProblemSituationChange }),
  output: ProblemSituation,
});
/** From now on it enters new contracts. */
export const acceptProblemSituation = command('placement.accept-problem-situation', {
  input: z.object({ id: Id }),
  output: ProblemSituation,
});
/** A proposal comes to nothing, or an accepted one enters no further contract. */
export const ProblemSituationRefusal = z.strictObject({ reason }).meta({ id: 'ProblemSituationRefusal' });
export const declineProblemSituation = command('placement.decline-problem-situation', {
  input: z.object({ id: Id, ...ProblemSituationRefusal.shape }),
  output: ProblemSituation,
});
export const getProblemSituation = query('placement.get-problem-situation', {
  input: z.object({ id: Id }),
  output: ProblemSituation,
});
export const ProblemSituationFilter = z.object({
  ...Page.shape,
  state: ProblemSituation.shape.state.optional(),
  category: IssueKey.optional(),
  term: ExpectationTerm.optional(),
  programme: ProgrammeId.optional(),
  sort: sortBy(['createdAt', 'title'], 'createdAt'),
});
export const listProblemSituations = query('placement.list-problem-situations', {
  input: ProblemSituationFilter,
  output: listOf(ProblemSituation),
});
