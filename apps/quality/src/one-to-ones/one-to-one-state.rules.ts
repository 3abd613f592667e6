import { invalidField } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import { type Day, startOfDay } from '#libs/time';
import type { OneToOneEntity } from './one-to-one.entity.js';

export type OneToOneState = OneToOneEntity['state'];

const table: Transitions<'hold' | 'miss' | 'cancel', OneToOneState> = {
  hold: { from: ['due', 'missed'], to: 'held' },
  miss: { from: ['due'], to: 'missed' },
  cancel: { from: ['due'], to: 'cancelled' },
};

/** QN-7. Held while due, or late once it was missed; once only: 409 `quality.one-to-one-closed`. */
export const nextOneToOneState = (state: OneToOneState, step: keyof typeof table): OneToOneState =>
  transition({ code: 'quality.one-to-one-closed', table, rule: 'QN-7' }, state, step);

const written: Transitions<'change', OneToOneState> = { change: { from: ['held'], to: 'held' } };

/** QN-7. Notes are of what was held: 409 `quality.one-to-one-not-held`. */
export const checkWritten = (state: OneToOneState): OneToOneState =>
  transition({ code: 'quality.one-to-one-not-held', table: written, rule: 'QN-7' }, state, 'change');

/**
 * QN-7. When it was held: now unless it is recorded later. Held at 10:00, recorded at 12:00: 10:00. Refuses 422 the
 * future, what lies before the one held last, and before the placement's first day.
 */
export function whenHeld(
  asked: Date | undefined,
  now: Date,
  { last, startsOn, timeZone }: { last: Date | null; startsOn: Day; timeZone: string },
): Date {
  if (!asked) return now;
  const refused = (code: string, message: string) => invalidField(`quality.${code}`, 'heldAt', message, 'QN-7');
  if (asked > now) throw refused('held-in-future', 'must not be in the future');
  if (last && asked < last) throw refused('held-before-last', `must not be before the last one, ${last.toISOString()}`);
  if (asked < startOfDay(startsOn, timeZone)) {
    throw refused('held-before-start', `must not be before the placement's first day, ${startsOn}`);
  }
  return asked;
}

/** QN-5. A client scores, an expert doesn't: 422 `quality.client-scores-only`. */
export function checkScores(side: OneToOneEntity['with'], scores: object): void {
  if (side === 'client' || !Object.keys(scores).length) return;
  throw invalidField('quality.client-scores-only', 'scores', 'must be empty: only a client scores', 'QN-5');
}

export type Candidate = Pick<OneToOneEntity, 'state' | 'dueOn' | 'meetingId'> & { heldOn: Day | null };

/**
 * QN-7. Which one-to-one a meeting on `day` was, of those not cancelled, by due day: the one recorded by hand that day;
 * else the one that was due next, held or missed since; else the last, missed one. Null: it was extra. Due on the 9th and
 * missed, on the 16th and due: a meeting on the 9th that is told on the 12th was the first of them.
 */
export function heldByMeeting<C extends Candidate>(day: Day, candidates: readonly C[]): C | null {
  const byHand = candidates.find(({ heldOn, meetingId }) => heldOn === day && !meetingId);
  if (byHand) return byHand;
  const one = candidates.find(({ heldOn, dueOn }) => (heldOn ?? dueOn) >= day) ?? candidates.at(-1);
  return one && one.state !== 'held' ? one : null;
}
