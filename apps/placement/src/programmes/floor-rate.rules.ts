import { invalid } from '#libs/errors';
import { amountOf, compare, formatMoney, type Money, parseMoney } from '#libs/money';
import { checkSize } from '../pay-rate.rules.js';
import type { ProgrammeTerms, RateZone } from '../types.js';

/**
 * PL-5. The client's hourly rate may not be below the floor of the zone the client asks for, whoever asks: with a floor
 * of 50.00 USD, 50.00 passes and 49.99 doesn't. Refuses 422 `placement.below-the-floor`, and
 * `placement.no-floor-in-currency` for a currency no floor can be compared with, both with the floor;
 * `placement.rate-too-large`.
 */
export function checkFloor(
  { floorRates }: Pick<ProgrammeTerms, 'floorRates'>,
  zone: RateZone,
  rate: Money,
  field: string,
): void {
  checkSize(rate, field);
  const floor = parseMoney(floorRates[zone]);
  const refusal = (code: string, message: string) =>
    invalid(code, `${field} ${message}`, {
      rule: 'PL-5',
      errors: [{ field, message }],
      facts: { floor: formatMoney(floor), rateZone: zone },
    });
  if (rate.currency !== floor.currency) {
    throw refusal('placement.no-floor-in-currency', `must be in ${floor.currency}, the currency of its floor`);
  }
  if (compare(rate, floor) < 0) {
    const least = `${amountOf(floor)} ${floor.currency}`;
    throw refusal('placement.below-the-floor', `must be at least ${least}, the floor of the zone ${zone}`);
  }
}
