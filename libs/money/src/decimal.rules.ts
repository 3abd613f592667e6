import { invalidField } from '#libs/errors';
import { minorDigitsOf } from './currency.rules.js';
import { money, type Money } from './money.rules.js';

/** Money on the wire: `{ amount: '12.50', currency: 'USD' }`. */
export interface DecimalMoney {
  amount: string;
  currency: string;
}

const decimal = /^(?<sign>-?)(?<whole>0|[1-9]\d*)(?:\.(?<fraction>\d+))?$/;

/** Of a longer text the rest isn't read: what comes before it is already too large or too precise. */
const longest = 40;

/**
 * Reads a decimal string exactly: `'12.5'` USD is 1250n; no float ever stands between. Throws invalid
 * `money.not-a-decimal` (exponents, signs other than a minus, grouping, NaN, anything that isn't a string),
 * `money.too-precise` (more decimals than the currency has, even zeros), `money.too-large`, `money.unknown-currency`.
 * `field` is where a request has it.
 */
export function parseMoney({ amount, currency }: DecimalMoney, field = 'amount'): Money {
  const digits = minorDigitsOf(currency);
  const parts = typeof amount === 'string' ? decimal.exec(amount.slice(0, longest))?.groups : undefined;
  if (!parts) throw invalidField('money.not-a-decimal', field, 'must be a decimal number such as "12.50"');

  const { sign = '', whole = '', fraction = '' } = parts;
  if (fraction.length > digits) {
    throw invalidField('money.too-precise', field, `has more than the ${digits} decimals ${currency} has`);
  }
  return money(BigInt(sign + whole + fraction.padEnd(digits, '0')), currency, field);
}

/** The decimal string of an amount with all decimals of its currency: `'12.50'`, `'-0.05'`, `'1250'` for JPY. */
export function amountOf({ minor, currency }: Money): string {
  const digits = minorDigitsOf(currency);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return `${minor < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** The wire form; `parseMoney(formatMoney(m))` is `m`. */
export const formatMoney = (amount: Money): DecimalMoney => ({ amount: amountOf(amount), currency: amount.currency });
