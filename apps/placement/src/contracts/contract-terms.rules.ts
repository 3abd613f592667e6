import { formatMoney, type Money, parseMoney } from '#libs/money';
import type { Day } from '#libs/time';
import { checkPayRate, moneyAt } from '../pay-rate.rules.js';
import { checkKind, checkLength, lastDayOf } from '../programmes/engagement.rules.js';
import { checkFloor } from '../programmes/floor-rate.rules.js';
import { changedExpectations, expectationsFor, type Situation } from '../situations/expectations.rules.js';
import type { ContractTerms, EngagementKind, ProgrammeTerms, RateZone } from '../types.js';

export interface Agreed {
  opening: {
    programme: string;
    engagementKind: EngagementKind;
    startsOn: Day;
    durationMonths: number;
    rateZone: RateZone;
    budgetRate: Money;
  };
  offer: { payRate: Money; hoursPerWeek: number };
  /** The client's. */
  timeZone: string;
  /** The catalogue. */
  situations: readonly Situation[];
}

/**
 * PL-11. A contract starts from its programme, the opening and the offer the client chose: the budget becomes the bill
 * rate, six months from 2026-03-02 end on 2026-09-01, the expert's shifts are the service hours (none without show-time),
 * and its expectations those of the accepted problem situations.
 */
export function firstTerms(programme: ProgrammeTerms, { opening, offer, timeZone, situations }: Agreed): ContractTerms {
  const terms = {
    ...programme,
    engagementKind: opening.engagementKind,
    hoursPerWeek: offer.hoursPerWeek,
    weeklyCapMinutes: null,
    startsOn: opening.startsOn,
    endsOn: lastDayOf(opening.startsOn, opening.durationMonths),
    timeZone,
    shifts: programme.showTimeToleranceMinutes === null ? [] : programme.serviceHours,
    holidays: [],
    channel: 'email' as const,
    rateZone: opening.rateZone,
    billRate: formatMoney(opening.budgetRate),
    payRate: formatMoney(offer.payRate),
  };
  return { ...terms, expectations: expectationsFor(situations, opening.programme, terms) };
}

/**
 * PL-5, PL-9, PL-11. What no adaptation and no amendment gets around. Refuses 422 `placement.below-the-floor`,
 * `placement.no-floor-in-currency`, `placement.pay-not-positive`, `placement.mixed-currency`,
 * `placement.kind-not-offered`, `placement.too-short`.
 */
export function checkTerms(terms: ContractTerms): void {
  const bill = parseMoney(terms.billRate);
  checkKind(terms, terms.engagementKind);
  checkLength(terms, terms, 'endsOn');
  checkFloor(terms, terms.rateZone, bill, 'billRate');
  checkPayRate(parseMoney(terms.payRate), bill.currency);
}

/**
 * PL-11. The terms with some of them changed, amounts in one spelling: `85` USD is kept as `85.00`. Refuses 422
 * `placement.expectation-unmeasured`.
 */
export function changedTerms(terms: ContractTerms, change: Partial<ContractTerms>): ContractTerms {
  const changed = { ...terms, ...change };
  return {
    ...changed,
    billRate: formatMoney(moneyAt('change.billRate', changed.billRate)),
    payRate: formatMoney(moneyAt('change.payRate', changed.payRate)),
    expectations: changedExpectations(changed, change.expectations),
  };
}
