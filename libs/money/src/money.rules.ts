import { invalidField } from '#libs/errors';
import { minorDigitsOf } from './currency.rules.js';

/** An exact amount: `minor` counts the smallest unit (1250n USD is 12.50), `currency` is an ISO 4217 code. */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** What one column of the ledger (a signed 64-bit integer) can hold, the same on both sides of zero. */
export const largestMinor = 2n ** 63n - 1n;

/** The one maker of money: throws invalid `money.unknown-currency`, or `money.too-large` beyond ±(2^63-1) minor units. */
export function money(minor: bigint, currency: string, field = 'amount'): Money {
  minorDigitsOf(currency);
  if (minor > largestMinor || minor < -largestMinor) {
    throw invalidField('money.too-large', field, `is beyond what a ledger holds (${largestMinor} minor units)`);
  }
  return { minor, currency };
}

export const zero = (currency: string): Money => money(0n, currency);
