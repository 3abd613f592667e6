import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';

// Cases: what somebody has to look into (QN-3, QN-6)

export const CaseKind = z
  .enum(['detractor', 'fall', 'mismatch'])
  .meta({ id: 'CaseKind', description: 'QN-3 a low score; QN-6 a side that falls, or two that disagree' });
export const CaseState = z.enum(['open', 'answered', 'closed']).meta({ id: 'CaseState' });

export const Case = z
  .object({
    id: Id,
    kind: CaseKind,
    state: CaseState,
    placementId: Id,
    title: z.string().meta({ description: 'Of the placement' }),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    ownerId: Id.nullable().meta({ description: 'Account of the AE, or of whoever took it over' }),
    words: z.string().meta({
      description: 'What is the matter, in words, with its numbers',
      example: 'Carla Meer scored 3 of 10: “Releases come late.”',
    }),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'The same for programs' }),
    openedAt: Instant,
    dueAt: Instant.meta({ description: 'The client hears from us, or the owner has looked into the numbers, by then' }),
    overdueAt: Instant.nullable().meta({ description: 'When it was due, unless it was answered before; it stays' }),
    answer: z.string().nullable().meta({ example: 'We called Carla: from now on we plan releases together.' }),
    answeredBy: z.string().nullable().meta({ example: 'Elena Marsh' }),
    answeredAt: Instant.nullable(),
    rootCause: z.string().nullable().meta({ example: 'Nobody planned releases.' }),
    action: z.string().nullable().meta({ example: 'A release is planned every Thursday.' }),
    closedAt: Instant.nullable(),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Case' });

export const CaseFilter = z.object({
  ...Page.shape,
  kind: CaseKind.optional(),
  state: CaseState.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  ownerId: Id.optional(),
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  sort: sortBy(['dueAt', 'openedAt'], 'dueAt'),
});
/** Staff only: internal notes. A team lead sees the cases of its own people. */
export const listCases = query('quality.list-cases', { input: CaseFilter, output: listOf(Case) });
export const getCase = query('quality.get-case', { input: z.object({ id: Id }), output: Case });

/** How many wait for whom; of a team lead's own people for the lead. */
export const CaseSummary = z
  .object({
    items: z.array(
      z.object({
        ownerId: Id.nullable(),
        ownerName: z.string().nullable().meta({ example: 'Elena Marsh' }),
        open: z.int().meta({ description: 'To be answered' }),
        overdue: z.int().meta({ description: 'Of the open ones' }),
        answered: z.int().meta({ description: 'To be closed with root cause and action' }),
      }),
    ),
  })
  .meta({ id: 'CaseSummary' });
export const summariseCases = query('quality.summarise-cases', { input: z.object({}), output: CaseSummary });

/** What the client was told, or what was found. 409 `quality.case-state` unless it is open. */
export const CaseAnswer = z.strictObject({ answer: text(10_000) }).meta({ id: 'CaseAnswer' });
export const answerCase = command('quality.answer-case', {
  input: z.object({ id: Id, ...CaseAnswer.shape }),
  output: Case,
});
/** 422 `quality.no-such-owner` unless it is an account of staff that sees the case and isn't disabled. */
export const CaseHandOver = z.strictObject({ ownerId: Id, reason: text(2_000) }).meta({ id: 'CaseHandOver' });
export const handOverCase = command('quality.hand-over-case', {
  input: z.object({ id: Id, version: Version, ...CaseHandOver.shape }),
  output: Case,
});
/** 409 `quality.not-answered` for a detractor nobody has answered: the client hears from us first. */
export const CaseClosing = z
  .strictObject({ rootCause: text(10_000), action: text(10_000) })
  .meta({ id: 'CaseClosing' });
export const closeCase = command('quality.close-case', {
  input: z.object({ id: Id, version: Version, ...CaseClosing.shape }),
  output: Case,
});
