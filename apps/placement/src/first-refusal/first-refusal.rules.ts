import { type Actor, isStaff } from '#libs/access';
import { conflict } from '#libs/errors';
import type { FirstRefusalState, FirstRefusalView, OpeningState } from '../types.js';

const hourMs = 3_600_000;

/**
 * RC-6. Until when the expert who brought the client is first on an opening: 24 hours from 09:00 on Monday is 09:00 on
 * Tuesday. Null where that was over before the client was won, or where the opening's programme gives no hours.
 */
export function rightUntil(createdAt: Date, firstRefusalHours: number, wonAt: Date): Date | null {
  const until = new Date(createdAt.getTime() + firstRefusalHours * hourMs);
  return firstRefusalHours > 0 && until > wonAt ? until : null;
}

export interface Right {
  until: Date;
  waivedAt: Date | null;
  /** When the expert first offered for the opening. */
  offeredAt: Date | null;
  openingState: OpeningState;
}

/**
 * RC-6. What became of a right of first refusal by `now`: waived; used by an offer in time; over with its time, or with
 * the opening; else open. Until 09:00, an offer at 08:59 used it, one at 09:00 came too late.
 */
export function stateOf({ until, waivedAt, offeredAt, openingState }: Right, now: Date): FirstRefusalState {
  if (waivedAt) return 'waived';
  if (offeredAt && offeredAt < until) return 'used';
  return openingState === 'open' && now < until ? 'open' : 'over';
}

/** A right as it stands: of an expert who is eligible for the opening. */
export interface Standing {
  expertId: string;
  until: Date;
  state: FirstRefusalState;
}

/** RC-6. While the right is open nobody else can be selected, whoever decides. Refuses 409 `placement.first-refusal`. */
export function checkMaySelect(standing: Standing | undefined, expertId: string): void {
  if (standing?.state !== 'open' || standing.expertId === expertId) return;
  const until = standing.until.toISOString();
  throw conflict('placement.first-refusal', `Another expert has the right of first refusal until ${until}.`, {
    rule: 'RC-6',
    facts: { until },
  });
}

/** RC-6. Only an open right can be waived. Refuses 409 `placement.first-refusal-ended`. */
export function checkWaive({ state }: Standing): void {
  if (state === 'open') return;
  throw conflict('placement.first-refusal-ended', `The right of first refusal is ${state}.`, {
    rule: 'RC-6',
    facts: { state },
  });
}

export type Priority = 'used' | 'late' | 'waived' | 'none';

/**
 * RC-6. Whether an offer gets the points for the right: `used` where the expert who has it offered in time; `late` and
 * `waived` where it has no points any more; `none` for everybody else. Until 09:00, an offer at 08:59 used it.
 */
export function priorityOf(standing: Standing | undefined, expertId: string, offeredAt: Date): Priority {
  if (standing?.expertId !== expertId) return 'none';
  if (standing.state === 'waived') return 'waived';
  return offeredAt < standing.until ? 'used' : 'late';
}

/** RC-6. Staff and the expert itself see all of it; a client only until when it has to wait; others nothing. */
export function seenBy(actor: Actor, standing: Standing | undefined): FirstRefusalView | null {
  if (!standing) return null;
  const { expertId, state } = standing;
  const until = standing.until.toISOString();
  if (isStaff(actor)) return { expertId, until, state };
  if (actor.role === 'expert') return expertId === (actor.expertId ?? actor.id) ? { expertId, until, state } : null;
  return state === 'open' ? { until, state } : null;
}
