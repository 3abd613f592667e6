import fc from 'fast-check';
import { formatMoney, money, parseMoney } from '#libs/money';
import { refused } from '../test-support/refused.js';
import type { RateZone } from '../types.js';
import { checkFloor } from './floor-rate.rules.js';

const floors = {
  floorRates: {
    'eu-asia': { amount: '50.00', currency: 'USD' },
    'us-western-europe': { amount: '100.00', currency: 'USD' },
  },
};
const below = 'placement.below-the-floor';
const noFloor = 'placement.no-floor-in-currency';

describe('the floor of the zone asked for (PL-5)', () => {
  it.each<[zone: RateZone, amount: string, currency: string, code: string | undefined]>([
    ['eu-asia', '50.00', 'USD', undefined],
    ['eu-asia', '49.99', 'USD', below],
    ['eu-asia', '50.01', 'USD', undefined],
    ['eu-asia', '0.00', 'USD', below],
    ['eu-asia', '-50.00', 'USD', below],
    ['us-western-europe', '100.00', 'USD', undefined],
    ['us-western-europe', '99.99', 'USD', below],
    ['us-western-europe', '50.00', 'USD', below],
    // 2^53 + 1 minor units, beyond what the ledger adds up
    ['eu-asia', '90071992547409.93', 'USD', 'placement.rate-too-large'],
    ['eu-asia', '1000.00', 'EUR', noFloor],
    ['eu-asia', '1', 'EUR', noFloor],
    ['eu-asia', '5000', 'JPY', noFloor],
  ])('%s: %s %s is answered with %s', (zone, amount, currency, code) => {
    expect(refused(() => checkFloor(floors, zone, parseMoney({ amount, currency }), 'budgetRate'))?.code).toBe(code);
  });

  it('names the floor, the zone and the field', () => {
    const rate = parseMoney({ amount: '99.99', currency: 'USD' });
    expect(refused(() => checkFloor(floors, 'us-western-europe', rate, 'budgetRate'))).toMatchObject({
      kind: 'invalid',
      rule: 'PL-5',
      errors: [{ field: 'budgetRate' }],
      facts: { floor: { amount: '100.00', currency: 'USD' }, rateZone: 'us-western-europe' },
    });
  });

  it('lets pass exactly what is not below the floor, to the last cent of any rate', () => {
    const cents = fc.bigInt(0n, 10n ** 12n);
    fc.assert(
      fc.property(cents, cents, (floor, rate) => {
        const wire = formatMoney(money(floor, 'USD'));
        const terms = { floorRates: { 'eu-asia': wire, 'us-western-europe': wire } };
        const code = refused(() => checkFloor(terms, 'eu-asia', money(rate, 'USD'), 'budgetRate'))?.code;
        expect(code).toBe(rate < floor ? below : undefined);
      }),
    );
  });
});
