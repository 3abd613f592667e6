import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';
import { Scores } from './questionnaires.js';

// One-to-ones (QN-7)

export const OneToOneSide = z
  .enum(['expert', 'client'])
  .meta({ id: 'OneToOneSide', description: 'QN-7: with whom of a placement the network talks' });
const notes = text(20_000).meta({ description: 'Internal: neither the expert nor the client reads them' });
const agreed = text(5_000).meta({ description: 'What was agreed; the other side reads it' });
const overall = z
  .int()
  .min(1)
  .max(5)
  .meta({ description: 'How it goes on the whole, 1 (poor) to 5 (very good); internal' });

export const OneToOne = z
  .object({
    id: Id,
    placementId: Id,
    title: z.string().meta({ description: 'Of the placement' }),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    with: OneToOneSide,
    state: z.enum(['due', 'held', 'missed', 'cancelled']),
    dueOn: Day.meta({ description: 'The last day to hold it; of an extra one, the day it was held' }),
    timeZone: TimeZone.meta({ description: 'Where that day is: the client’s zone, or that of the contract' }),
    extra: z.boolean().meta({ description: 'Held without being due' }),
    plannedFor: Instant.nullable().meta({ description: 'When a meeting is scheduled for one that is due' }),
    missedAt: Instant.nullable().meta({ description: 'Stays when it is held later' }),
    cancelledBecause: z.string().nullable(),
    heldAt: Instant.nullable(),
    heldBy: z.string().nullable().meta({ description: 'Null where a meeting told of it' }),
    meetingId: Id.nullable(),
    agreed: z.string().nullable(),
    scores: Scores.meta({ description: 'Of a client, for the metric pairs (QN-5)' }),
    notes: z.string().nullable().optional().meta({ description: 'For staff only' }),
    overall: z.int().nullable().optional().meta({ description: 'For staff only' }),
    history: z.array(Change).optional().meta({ description: 'For staff only' }),
    version: Version,
  })
  .meta({ id: 'OneToOne' });

export const OneToOneFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  expertId: Id.optional(),
  clientId: Id.optional(),
  with: OneToOneSide.optional(),
  state: OneToOne.shape.state.optional(),
  from: Day.optional().meta({ description: 'Due on this day or later' }),
  to: Day.optional().meta({ description: 'Due on this day or earlier' }),
  sort: sortBy(['dueOn'], '-dueOn'),
});
/** An expert and a client see their own side only, without the notes. */
export const listOneToOnes = query('quality.list-one-to-ones', { input: OneToOneFilter, output: listOf(OneToOne) });
export const getOneToOne = query('quality.get-one-to-one', { input: z.object({ id: Id }), output: OneToOne });

export const OneToOneHolding = z
  .strictObject({
    heldAt: Instant.optional().meta({ description: 'Now unless given; not before the last one' }),
    notes,
    agreed: agreed.optional(),
    overall: overall.optional(),
    scores: Scores.default({}),
  })
  .meta({ id: 'OneToOneHolding' });
/** A missed one can be held late: it stays visible that it was missed. */
export const holdOneToOne = command('quality.hold-one-to-one', {
  input: z.object({ id: Id, ...OneToOneHolding.shape }),
  output: OneToOne,
});

export const NewOneToOne = z
  .strictObject({ placementId: Id, with: OneToOneSide, ...OneToOneHolding.shape })
  .meta({ id: 'NewOneToOne' });
/** One that was held at any time; when one is due, it is that one. */
export const recordOneToOne = command('quality.record-one-to-one', { input: NewOneToOne, output: OneToOne });

export const OneToOneChange = z
  .strictObject({ notes, agreed: agreed.nullable(), overall: overall.nullable(), scores: Scores })
  .partial()
  .meta({ id: 'OneToOneChange' });
export const changeOneToOne = command('quality.change-one-to-one', {
  input: z.object({ id: Id, version: Version, change: OneToOneChange }),
  output: OneToOne,
});

const counts = {
  due: z.int(),
  held: z.int(),
  heldLate: z.int().meta({ description: 'Of the held ones, those that were missed first' }),
  missed: z.int().meta({ description: 'Not held to this day' }),
};
const accountExecutive = {
  accountExecutiveId: Id.nullable(),
  accountExecutive: z.string().nullable(),
};
export const OneToOneSummary = z
  .object({
    accountExecutives: z.array(z.object({ ...accountExecutive, ...counts })),
    ...listOf(
      z.object({
        placementId: Id,
        title: z.string(),
        clientName: z.string(),
        expertName: z.string(),
        ...accountExecutive,
        ...counts,
      }),
    ).shape,
  })
  .meta({ id: 'OneToOneSummary' });
export const OneToOneSummaryFilter = z.object({
  ...OneToOneFilter.omit({ state: true }).shape,
  sort: sortBy(['missed', 'due'], '-missed'),
});
/** For staff; a team lead sees its own people. */
export const summariseOneToOnes = query('quality.summarise-one-to-ones', {
  input: OneToOneSummaryFilter,
  output: OneToOneSummary,
});
