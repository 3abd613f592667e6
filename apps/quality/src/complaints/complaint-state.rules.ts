import { invalidField } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import { type Day, startOfDay } from '#libs/time';
import type { ComplaintState } from './complaint.entity.js';

export type ComplaintStep = 'coach' | 'resolve' | 'recur' | 'lose';

/** QN-4, PL-13. What is open or coached may be resolved or cost the client; what was resolved may come back. */
const table: Transitions<ComplaintStep, ComplaintState> = {
  coach: { from: ['open', 'coaching'], to: 'coaching' },
  resolve: { from: ['open', 'coaching'], to: 'resolved' },
  recur: { from: ['resolved'], to: 'recurred' },
  lose: { from: ['open', 'coaching'], to: 'lost-client' },
};

/** QN-4. The state after a step; coached twice it is still in coaching. Refuses 409 `quality.complaint-state`. */
export const nextComplaintState = (state: ComplaintState, step: ComplaintStep): ComplaintState =>
  transition({ code: 'quality.complaint-state', table, rule: 'QN-4' }, state, step);

/** Those that a client lost in their group closes. */
export const stillOpen = table.lose.from;

/**
 * QN-4. A session is recorded once it was held: today's at 9:00, recorded at 9:30, yes; tomorrow's not yet. Refuses 422
 * `quality.held-in-future`, 422 `quality.held-before-start` before the placement's first day.
 */
export function checkHeld(heldAt: Date, now: Date, { startsOn, timeZone }: { startsOn: Day; timeZone: string }): void {
  const refused = (code: string, message: string) => invalidField(`quality.${code}`, 'heldAt', message, 'QN-4');
  if (heldAt > now) throw refused('held-in-future', 'must not be in the future');
  if (heldAt < startOfDay(startsOn, timeZone)) {
    throw refused('held-before-start', `must not be before the placement's first day, ${startsOn}`);
  }
}
