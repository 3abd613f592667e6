import { conflict, invalidField } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import { type Day, startOfDay } from '#libs/time';
import type { MistakeState } from './mistake.entity.js';

const table: Transitions<'tell', MistakeState> = { tell: { from: ['known'], to: 'told' } };

/** CS-8. The client is told once. Refuses 409 `communication.already-told`. */
export const afterTelling = (state: MistakeState): MistakeState =>
  transition({ code: 'communication.already-told', table, rule: 'CS-8' }, state, 'tell');

/**
 * CS-8. A mistake is put right after the client was told, never instead. Refuses 409 `communication.not-told`,
 * 409 `communication.already-put-right`.
 */
export function afterRemedy(state: MistakeState): MistakeState {
  if (state === 'told') return 'put-right';
  throw state === 'known'
    ? conflict('communication.not-told', 'The client is told first.', { rule: 'CS-8', facts: { state } })
    : conflict('communication.already-put-right', 'It was put right before.', { rule: 'CS-8', facts: { state } });
}

/**
 * CS-8. When a mistake was known: now unless it was known before it was recorded; the term counts from then. Known at 9:10,
 * recorded at 9:30: 9:10. Refuses 422 the future, and what lies before the placement's first day.
 */
export function whenKnown(
  knownAt: Date | undefined,
  now: Date,
  { startsOn, timeZone }: { startsOn: Day; timeZone: string },
): Date {
  if (!knownAt) return now;
  const refused = (code: string, message: string) => invalidField(`communication.${code}`, 'knownAt', message, 'CS-8');
  if (knownAt > now) throw refused('known-in-future', 'must not be in the future');
  if (knownAt < startOfDay(startsOn, timeZone)) {
    throw refused('known-before-start', `must not be before the placement's first day, ${startsOn}`);
  }
  return knownAt;
}
