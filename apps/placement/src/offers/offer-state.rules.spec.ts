import { refused } from '../test-support/refused.js';
import type { OfferState } from '../types.js';
import { nextOfferState, type OfferStep } from './offer-state.rules.js';

const states: OfferState[] = ['suggested', 'offered', 'withdrawn', 'declined', 'selected', 'not-selected'];
const table: Record<OfferStep, (OfferState | undefined)[]> = {
  accept: ['offered', undefined, undefined, undefined, undefined, undefined],
  decline: ['declined', undefined, undefined, undefined, undefined, undefined],
  withdraw: [undefined, 'withdrawn', undefined, undefined, undefined, undefined],
  select: [undefined, 'selected', undefined, undefined, undefined, undefined],
};

const cases = Object.entries(table).flatMap(([step, ends]) =>
  ends.map((end, index) => [step as OfferStep, states[index]!, end] as const),
);

it.each(cases)('%s from %s leads to %s (PL-6)', (step, state, end) => {
  if (end) expect(nextOfferState(state, step)).toBe(end);
  else
    expect(refused(() => nextOfferState(state, step))).toMatchObject({
      code: 'placement.offer-not-live',
      kind: 'conflict',
    });
});
