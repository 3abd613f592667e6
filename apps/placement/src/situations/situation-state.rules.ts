import { conflict } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { SituationState } from '../types.js';

const table: Transitions<'accept' | 'decline', SituationState> = {
  accept: { from: ['proposed', 'declined'], to: 'accepted' },
  decline: { from: ['proposed', 'accepted'], to: 'declined' },
};

/** PL-11. Proposed, accepted, declined; what was declined may be accepted after all. Refuses 409 `placement.wrong-situation-state`. */
export const nextSituationState = (state: SituationState, step: keyof typeof table): SituationState =>
  transition({ code: 'placement.wrong-situation-state', table, rule: 'PL-11' }, state, step);

/** PL-11. What enters contracts has been put into words. Refuses 409 `placement.expectation-not-worded`. */
export function checkWorded(expectation: string | null): void {
  if (expectation !== null) return;
  throw conflict('placement.expectation-not-worded', 'Put into words first what is promised.', { rule: 'PL-11' });
}
