import { invalid } from '#libs/errors';
import { sum, timesMinutes, type Money } from '#libs/money';

/** A rate of a placement's contract, in force from a day on; per hour. */
export interface Rate {
  /** `YYYY-MM-DD` in the contract's zone. */
  effectiveFrom: string;
  pay: Money;
  bill: Money;
}

/** An approved line; a correction (TS-7) may have minutes below zero. */
export interface WorkedLine {
  minutes: number;
  payRate: Money;
  billRate: Money;
}

export interface SettledLine {
  /** What the expert gets. */
  pay: Money;
  /** What the client owes. */
  bill: Money;
}

/**
 * PM-11. The rate in force on the day worked: with 40.00 from January 1st and 45.00 from March 1st, February 28th is
 * paid 40.00. Of two amendments from the same day the later in the list counts. Throws invalid `payments.no-rate`
 * for a day before the first.
 */
export function rateOn<R extends Rate>(rates: readonly R[], day: string): R {
  const inForce = rates
    .filter((rate) => rate.effectiveFrom <= day)
    .reduce<R | undefined>(
      (latest, rate) => (latest && latest.effectiveFrom > rate.effectiveFrom ? latest : rate),
      undefined,
    );
  if (inForce) return inForce;
  throw invalid('payments.no-rate', `No rate of the contract is in force on ${day}.`, {
    rule: 'PM-11',
    facts: { day },
  });
}

/**
 * PM-3. A line is worth its minutes at each rate, rounded half-even to the cent: 90 minutes at 40.00 and 60.00 pay
 * 60.00 and bill 90.00. A correction is worth exactly what its minutes would be, with the other sign.
 */
export const settleLine = ({ minutes, payRate, billRate }: WorkedLine): SettledLine => ({
  pay: timesMinutes(payRate, minutes),
  bill: timesMinutes(billRate, minutes),
});

/**
 * PM-3. Totals are sums of rounded lines, never rounded sums: three lines of 1 minute at 50.00 are 3 × 0.83 = 2.49,
 * not 2.50. Throws invalid `money.mixed-currency` when a line is in another currency.
 */
export const totalOf = (lines: readonly SettledLine[], currencies: { pay: string; bill: string }): SettledLine => ({
  pay: sum(
    lines.map((line) => line.pay),
    currencies.pay,
  ),
  bill: sum(
    lines.map((line) => line.bill),
    currencies.bill,
  ),
});
