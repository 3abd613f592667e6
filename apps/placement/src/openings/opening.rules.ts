import { conflict, invalidField } from '#libs/errors';
import type { Money } from '#libs/money';
import type { Day } from '#libs/time';
import { checkKind, checkLength, lastDayOf } from '../programmes/engagement.rules.js';
import { checkFloor } from '../programmes/floor-rate.rules.js';
import type { EngagementKind, OpeningState, ProgrammeTerms, RateZone } from '../types.js';

export interface NewNeed {
  engagementKind: EngagementKind;
  startsOn: Day;
  durationMonths: number;
  rateZone: RateZone;
  budgetRate: Money;
}

/**
 * PL-4, PL-5. An opening asks for what its programme offers, from today on. Refuses 422 `placement.below-the-floor`,
 * `placement.no-floor-in-currency`, `placement.kind-not-offered`, `placement.too-short`, `placement.starts-in-the-past`.
 */
export function checkNeed(terms: ProgrammeTerms, need: NewNeed, today: Day): void {
  const { startsOn, durationMonths } = need;
  checkKind(terms, need.engagementKind);
  if (startsOn < today) {
    throw invalidField('placement.starts-in-the-past', 'startsOn', `must not be before today, ${today}`, 'PL-4');
  }
  checkLength(terms, { startsOn, endsOn: lastDayOf(startsOn, durationMonths) }, 'durationMonths');
  checkFloor(terms, need.rateZone, need.budgetRate, 'budgetRate');
}

/** PL-6, PL-8. Offers, decisions and withdrawals are for open openings. Refuses 409 `placement.opening-not-open`. */
export function checkOpen({ state }: { state: OpeningState }): void {
  if (state === 'open') return;
  throw conflict('placement.opening-not-open', `The opening is ${state}.`, { rule: 'PL-8', facts: { state } });
}
