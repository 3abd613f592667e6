import { invalid, invalidField } from '#libs/errors';
import { money, zero, type Money } from './money.rules.js';
import { divideHalfEven } from './rounding.rules.js';

const minutesPerHour = 60n;

/** Amounts of two currencies have no sum and no order: throws invalid `money.mixed-currency`. */
export function sameCurrency(a: Money, b: Money): void {
  if (a.currency === b.currency) return;
  throw invalid('money.mixed-currency', `${a.currency} and ${b.currency} can't be combined.`, {
    facts: { currencies: [a.currency, b.currency] },
  });
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
}

export const subtract = (a: Money, b: Money): Money => add(a, negate(b));

export const negate = (amount: Money): Money => money(-amount.minor, amount.currency);

/** The sum of any number of amounts in `currency`; none is zero. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  const nothing = zero(currency);
  let minor = 0n;
  for (const amount of amounts) {
    sameCurrency(nothing, amount);
    minor += amount.minor;
  }
  return money(minor, currency);
}

/** -1 when `a` is less than `b`, 0 when equal, 1 when more: fit for `sort`. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  sameCurrency(a, b);
  if (a.minor === b.minor) return 0;
  return a.minor < b.minor ? -1 : 1;
}

export const isZero = (amount: Money): boolean => amount.minor === 0n;

export const isNegative = (amount: Money): boolean => amount.minor < 0n;

/** `amount × numerator / denominator`, rounded once: 25 % is `timesRatio(amount, 25n, 100n)` (RC-4). */
export const timesRatio = (amount: Money, numerator: bigint, denominator: bigint): Money =>
  money(divideHalfEven(amount.minor * numerator, denominator), amount.currency);

/**
 * PM-3. What `minutes` of work cost at an hourly rate, half-even to the minor unit: 1 minute at 60.30 USD is 1.00
 * (1.005 goes to the even cent). Minutes may be negative (TS-7 corrections); throws invalid `money.minutes-not-whole`.
 */
export function timesMinutes(ratePerHour: Money, minutes: number): Money {
  if (!Number.isSafeInteger(minutes)) {
    throw invalidField('money.minutes-not-whole', 'minutes', 'must be a whole number', 'PM-3');
  }
  return timesRatio(ratePerHour, BigInt(minutes), minutesPerHour);
}
