import { DomainError, invalidField } from '#libs/errors';
import { type DecimalMoney, formatMoney, isNegative, isZero, type Money, money, parseMoney } from '#libs/money';

/** Reads an amount of a request; what is wrong with it is told by its path, such as `payRate.currency`. */
export function moneyAt(field: string, wire: DecimalMoney): Money {
  try {
    return parseMoney(wire);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, kind, detail, details } = error;
    const errors = details.errors?.map((each) => ({ ...each, field: `${field}.${each.field}` }));
    throw new DomainError(code, kind, `${field}.${detail}`, { ...details, ...(errors && { errors }) });
  }
}

/** PL-1, PL-6. Refuses 422 `placement.pay-not-positive`, `placement.rate-too-large`. */
export function checkPositive(pay: Money): void {
  checkSize(pay, 'payRate');
  if (!isZero(pay) && !isNegative(pay)) return;
  throw invalidField('placement.pay-not-positive', 'payRate', 'must be more than 0', 'PL-6');
}

/** In minor units, as the ledger of payments has it: sums over years of minutes stay within its columns. */
const largestRate = 1_000_000_000_000n;

/** A rate no ledger could add up is a typing error. Refuses 422 `placement.rate-too-large`. */
export function checkSize({ minor, currency }: Money, field: string): void {
  if (minor <= largestRate) return;
  const most = formatMoney(money(largestRate, currency)).amount;
  throw invalidField('placement.rate-too-large', field, `must be at most ${most} ${currency} an hour`);
}

/** PL-6. What the expert is paid is in the currency the client pays in. Refuses 422 `placement.mixed-currency`. */
export function checkPayRate(pay: Money, currency: string): void {
  checkPositive(pay);
  if (pay.currency === currency) return;
  throw invalidField('placement.mixed-currency', 'payRate', `must be in ${currency}, as the client pays`, 'PL-6');
}
