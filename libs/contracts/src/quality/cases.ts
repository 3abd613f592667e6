import { z } from 'zod';
import { query } from '../contract.js';
import { Change, Id, Instant, listOf, Page, sortBy, Version } from '../shapes.js';

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
    ownerId: Id.nullable().meta({ description: 'Account of the AE, or of who took it over' }),
    words: z.string().meta({ description: 'What is the matter, in words, with its numbers' }),
    facts: z.record(z.string(), z.unknown()).meta({ description: 'The same for programs' }),
    openedAt: Instant,
    dueAt: Instant.meta({ description: 'The client hears from us, or the owner from the numbers, until then' }),
    overdueAt: Instant.nullable(),
    answer: z.string().nullable(),
    answeredBy: z.string().nullable(),
    answeredAt: Instant.nullable(),
    rootCause: z.string().nullable(),
    action: z.string().nullable(),
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
