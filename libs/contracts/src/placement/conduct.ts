import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { reason } from './fields.js';

// Conduct (PL-14): apart from strikes, with a ladder for each category; a person decides

export const ConductCategory = z
  .enum([
    'refusing-ownership',
    'excessive-secret-breaks',
    'bad-attitude-or-rumours',
    'policy-breach',
    'insensitive-remark',
    'off-network-work',
  ])
  .meta({ id: 'ConductCategory' });

// Ladders

export const ConductLadder = z
  .strictObject({
    chances: z.int().min(0).max(20).meta({ description: 'Recorded before a termination can be proposed; 0: at once' }),
    coaching: z.boolean().meta({ description: 'Each chance comes with coaching' }),
    appealDays: z.int().min(1).max(365).meta({ description: 'From the decision, to appeal against it' }),
  })
  .meta({ id: 'ConductLadder' });
export const ConductLadders = z
  .strictObject({
    'refusing-ownership': ConductLadder,
    'excessive-secret-breaks': ConductLadder,
    'bad-attitude-or-rumours': ConductLadder,
    'policy-breach': ConductLadder,
    'insensitive-remark': ConductLadder,
    'off-network-work': ConductLadder,
  } satisfies Record<z.output<typeof ConductCategory>, unknown>)
  .meta({ id: 'ConductLadders' });
const LaddersView = z
  .object({ ladders: ConductLadders, version: Version, updatedAt: Instant, updatedBy: z.string() })
  .meta({ id: 'ConductLaddersView' });
export const getConductLadders = query('placement.get-conduct-ladders', {
  input: z.object({}),
  output: LaddersView,
});
/** Proposals made from now on go by them. */
export const setConductLadders = command('placement.set-conduct-ladders', {
  input: z.object({ version: Version, ladders: ConductLadders }),
  output: LaddersView,
});

// Records

export const ConductEvidence = z
  .strictObject({
    kind: z.enum(['missed-update', 'late-break', 'message', 'policy', 'report', 'other']).meta({
      description: 'A missed update is never a ground, alone or with others of its kind (CS-2)',
    }),
    ref: text(500).optional().meta({ description: 'Where it is: an id, an address' }),
    note: text(2_000),
  })
  .meta({ id: 'ConductEvidence' });

/** Of staff; of a team lead about its own people. */
export const NewConductRecord = z
  .strictObject({
    expertId: Id,
    category: ConductCategory,
    what: text(10_000),
    happenedOn: Day.meta({ description: 'In the zone of the expert' }),
    coaching: text(10_000)
      .optional()
      .meta({ description: 'What was practised or agreed; where the ladder asks for it' }),
    evidence: z.array(ConductEvidence).min(1).max(50),
  })
  .meta({ id: 'NewConductRecord' });

export const ConductRecord = z
  .object({
    id: Id,
    expertId: Id,
    expertName: z.string(),
    category: ConductCategory,
    what: z.string(),
    happenedOn: Day,
    step: z.string().meta({ description: 'Where on the ladder it stands', example: 'chance 1 of 3, with coaching' }),
    coaching: z.string().nullable(),
    evidence: z.array(ConductEvidence),
    recordedBy: z.string(),
    recordedAt: Instant,
    answers: z.array(z.object({ text: z.string(), at: Instant, by: z.string() })),
    history: z.array(Change),
  })
  .meta({ id: 'ConductRecord' });

export const recordConduct = command('placement.record-conduct', { input: NewConductRecord, output: ConductRecord });
export const getConductRecord = query('placement.get-conduct-record', {
  input: z.object({ id: Id }),
  output: ConductRecord,
});
export const ConductFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  category: ConductCategory.optional(),
  sort: sortBy(['recordedAt', 'happenedOn'], '-recordedAt'),
});
export const listConductRecords = query('placement.list-conduct-records', {
  input: ConductFilter,
  output: listOf(ConductRecord),
});
/** Of the expert whose record it is. */
export const ConductAnswer = z.strictObject({ text: text(10_000) }).meta({ id: 'ConductAnswer' });
export const answerConduct = command('placement.answer-conduct', {
  input: z.object({ id: Id, ...ConductAnswer.shape }),
  output: ConductRecord,
});

// Terminations

export const TerminationProposal = z
  .object({
    id: Id,
    expertId: Id,
    expertName: z.string(),
    category: ConductCategory,
    recordIds: z.array(Id).meta({ description: 'Its grounds, oldest first' }),
    state: z.enum(['open', 'kept', 'terminated', 'appealed', 'reinstated', 'confirmed']),
    reason: z.string(),
    proposedBy: z.string(),
    proposedAt: Instant,
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
    decisionReason: z.string().nullable(),
    appealUntil: Instant.nullable(),
    appeal: z.string().nullable(),
    appealedAt: Instant.nullable(),
    appealDecidedBy: z.string().nullable(),
    appealDecidedAt: Instant.nullable(),
    appealReason: z.string().nullable(),
    history: z.array(Change),
  })
  .meta({ id: 'TerminationProposal' });

/** On all records of the category; 409 `placement.ladder-not-climbed` says how many there are and are needed. */
export const NewTerminationProposal = z
  .strictObject({ category: ConductCategory, reason })
  .meta({ id: 'NewTerminationProposal' });
export const proposeTermination = command('placement.propose-termination', {
  input: z.object({ expertId: Id, ...NewTerminationProposal.shape }),
  output: TerminationProposal,
});
export const getTerminationProposal = query('placement.get-termination-proposal', {
  input: z.object({ id: Id }),
  output: TerminationProposal,
});
export const TerminationFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  category: ConductCategory.optional(),
  state: TerminationProposal.shape.state.optional(),
  sort: sortBy(['proposedAt'], '-proposedAt'),
});
export const listTerminationProposals = query('placement.list-termination-proposals', {
  input: TerminationFilter,
  output: listOf(TerminationProposal),
});
/** Four eyes: 403 `placement.decided-by-another` for whoever proposed it. */
export const TerminationDecision = z
  .strictObject({ decision: z.enum(['terminate', 'keep']), reason })
  .meta({ id: 'TerminationDecision' });
export const decideTermination = command('placement.decide-termination', {
  input: z.object({ id: Id, ...TerminationDecision.shape }),
  output: TerminationProposal,
});
/** Of the expert, once, within the days of the ladder. */
export const TerminationAppeal = z.strictObject({ text: text(10_000) }).meta({ id: 'TerminationAppeal' });
export const appealTermination = command('placement.appeal-termination', {
  input: z.object({ id: Id, ...TerminationAppeal.shape }),
  output: TerminationProposal,
});
/** By neither who proposed nor who decided. */
export const AppealDecision = z
  .strictObject({ decision: z.enum(['uphold', 'refuse']), reason })
  .meta({ id: 'AppealDecision' });
export const decideAppeal = command('placement.decide-appeal', {
  input: z.object({ id: Id, ...AppealDecision.shape }),
  output: TerminationProposal,
});
