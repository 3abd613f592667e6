import { z } from 'zod';
import { command, query } from '../contract.js';
import { Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { PromiseClock } from './clocks.js';

// Mistakes (CS-8): nothing is hidden from the client

export const Mistake = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    what: z.string(),
    knownAt: Instant,
    recordedBy: z.string(),
    recordedAt: Instant,
    toldAt: Instant.nullable(),
    toldBy: z.string().nullable(),
    message: z.string().nullable().meta({ description: 'What the client was told' }),
    putRightAt: Instant.nullable(),
    remedy: z.string().nullable(),
    state: z.enum(['known', 'told', 'put-right']),
    clock: PromiseClock,
    version: Version,
  })
  .meta({ id: 'Mistake' });

/** The expert of the placement, a team lead or an AE. `knownAt`: now unless given, never in the future. */
export const NewMistake = z
  .strictObject({ placementId: Id, what: text(10_000), knownAt: Instant.optional() })
  .meta({ id: 'NewMistake' });
export const recordMistake = command('communication.record-mistake', { input: NewMistake, output: Mistake });
/** Tells the client through its channel and the board; stops the clock. */
export const MistakeTold = z.strictObject({ message: text(10_000) }).meta({ id: 'MistakeTold' });
export const tellMistake = command('communication.tell-mistake', {
  input: z.object({ id: Id, ...MistakeTold.shape }),
  output: Mistake,
});
/** 409 `communication.not-told` before the client was told. */
export const MistakeRemedy = z.strictObject({ remedy: text(10_000) }).meta({ id: 'MistakeRemedy' });
export const putMistakeRight = command('communication.put-mistake-right', {
  input: z.object({ id: Id, ...MistakeRemedy.shape }),
  output: Mistake,
});
export const MistakeFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: Mistake.shape.state.optional(),
  sort: sortBy(['knownAt'], '-knownAt'),
});
export const listMistakes = query('communication.list-mistakes', { input: MistakeFilter, output: listOf(Mistake) });
export const getMistake = query('communication.get-mistake', { input: z.object({ id: Id }), output: Mistake });
