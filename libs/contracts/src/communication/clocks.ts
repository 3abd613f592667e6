import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant, listOf, Page, sortBy } from '../shapes.js';

// Clocks of promises (CS-7)

export const ClockKind = z
  .enum(['first-answer', 'next-answer', 'promised-update', 'fix', 'mistake'])
  .meta({ id: 'ClockKind' });
export const ClockSubject = z.enum(['question', 'bug', 'mistake']);
export const ClockState = z.enum(['running', 'waiting', 'stopped']);

export const PromiseClock = z
  .object({
    id: Id,
    kind: ClockKind,
    subjectKind: ClockSubject,
    subjectId: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    state: ClockState,
    targetSeconds: z.int(),
    countedSeconds: z.int(),
    remainingSeconds: z.int().meta({ description: 'Below zero once breached' }),
    startedAt: Instant,
    stoppedAt: Instant.nullable(),
    dueAt: Instant.nullable().meta({ description: 'When it will be broken if nothing changes; null while it waits' }),
    warnedPercent: z.int().nullable().meta({ description: 'The last warning given' }),
    breachedAt: Instant.nullable(),
    noticedLate: z.boolean().meta({ description: 'The breach was noticed more than a minute after it happened' }),
    calendarVersion: z.int(),
  })
  .meta({ id: 'PromiseClock' });

export const ClockFilter = z.object({
  ...Page.shape,
  kind: ClockKind.optional(),
  state: ClockState.optional(),
  breached: z.enum(['true', 'false']).optional(),
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  subjectId: Id.optional(),
  dueBefore: Instant.optional(),
  sort: sortBy(['dueAt', 'startedAt'], 'dueAt'),
});
export const listClocks = query('communication.list-clocks', { input: ClockFilter, output: listOf(PromiseClock) });
export const getClock = query('communication.get-clock', { input: z.object({ id: Id }), output: PromiseClock });

/** Every stretch from the start of a clock to now, or to its end. They follow each other and add up exactly. */
export const ClockExplanation = z
  .object({
    clock: PromiseClock,
    timeZone: z.string(),
    stretches: z.array(
      z.object({
        from: Instant,
        to: Instant,
        label: z.enum(['counted', 'outside-hours', 'holiday', 'waiting-for-client', 'stopped']),
        seconds: z.int(),
      }),
    ),
    countedSeconds: z.int(),
    elapsedSeconds: z.int(),
    words: z.string().meta({ description: 'The same, told in plain words' }),
  })
  .meta({ id: 'ClockExplanation' });
export const explainClock = query('communication.explain-clock', {
  input: z.object({ id: Id }),
  output: ClockExplanation,
});
