import { transition, type Transitions } from '#libs/state';
import type { OfferState } from '../types.js';

export type OfferStep = 'accept' | 'decline' | 'withdraw' | 'select';

const table: Transitions<OfferStep, OfferState> = {
  accept: { from: ['suggested'], to: 'offered' },
  decline: { from: ['suggested'], to: 'declined' },
  withdraw: { from: ['offered'], to: 'withdrawn' },
  select: { from: ['offered'], to: 'selected' },
};

/**
 * PL-6, PL-8. A suggestion is accepted or declined, an offer withdrawn or chosen; after the decision nothing moves.
 * Refuses 409 `placement.offer-not-live`.
 */
export const nextOfferState = (state: OfferState, step: OfferStep): OfferState =>
  transition({ code: 'placement.offer-not-live', table, rule: 'PL-6' }, state, step);
