import fc from 'fast-check';
import { money } from '#libs/money';
import { rateOn, settleLine, totalOf, type Rate } from './settlement.rules.js';

const usd = (minor: bigint) => money(minor, 'USD');
const rate = (effectiveFrom: string, pay: bigint, bill = pay): Rate => ({
  effectiveFrom,
  pay: usd(pay),
  bill: usd(bill),
});
const dollars = { pay: 'USD', bill: 'USD' };

describe('settling a line (PM-3)', () => {
  it.each([
    [90, 4000n, 6000n, 6000n, 9000n],
    [-90, 4000n, 6000n, -6000n, -9000n],
    [1, 5000n, 8000n, 83n, 133n],
    // 1.005 and 1.015: a tie goes to the even cent, also below zero.
    [1, 6030n, 6090n, 100n, 102n],
    [-1, 6030n, 6090n, -100n, -102n],
    [0, 4000n, 6000n, 0n, 0n],
    [60, 2n ** 53n + 1n, 2n ** 53n + 3n, 2n ** 53n + 1n, 2n ** 53n + 3n],
  ])('%s minutes at %s and %s cents are %s and %s', (minutes, payRate, billRate, pay, bill) => {
    expect(settleLine({ minutes, payRate: usd(payRate), billRate: usd(billRate) })).toEqual({
      pay: usd(pay),
      bill: usd(bill),
    });
  });

  it('a correction takes back exactly what the line gave', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), fc.bigInt(0n, 10n ** 7n), (minutes, cents) => {
        const worked = { minutes, payRate: usd(cents), billRate: usd(cents * 2n) };
        const both = [settleLine(worked), settleLine({ ...worked, minutes: -minutes })];
        expect(totalOf(both, dollars)).toEqual({ pay: usd(0n), bill: usd(0n) });
      }),
    );
  });
});

describe('totals (PM-3)', () => {
  it('three lines of a minute at 50.00 are 2.49: the sum of rounded lines', () => {
    const line = settleLine({ minutes: 1, payRate: usd(5000n), billRate: usd(8000n) });
    expect(totalOf([line, line, line], dollars)).toEqual({ pay: usd(249n), bill: usd(399n) });
  });

  it('no lines are zero in both currencies, which may differ', () => {
    expect(totalOf([], { pay: 'EUR', bill: 'USD' })).toEqual({ pay: money(0n, 'EUR'), bill: usd(0n) });
  });

  it('are never mixed', () => {
    const line = settleLine({ minutes: 60, payRate: money(1n, 'EUR'), billRate: usd(1n) });
    expect(() => totalOf([line], dollars)).toThrow(expect.objectContaining({ code: 'money.mixed-currency' }));
  });
});

describe('the rate in force on the day worked (PM-11)', () => {
  const rates = [rate('2026-03-01', 4500n), rate('2026-01-01', 4000n)];

  it.each([
    ['2026-02-28', 4000n],
    ['2026-03-01', 4500n],
    ['2026-01-01', 4000n],
    ['2030-12-31', 4500n],
  ])('%s is paid %s cents', (day, cents) => expect(rateOn(rates, day).pay).toEqual(usd(cents)));

  it('of two amendments from the same day is the later one', () => {
    expect(rateOn([rate('2026-01-01', 4000n), rate('2026-01-01', 4100n)], '2026-01-01').pay).toEqual(usd(4100n));
  });

  it.each([[[]], [rates]])('before the first is refused', (contract: Rate[]) => {
    expect(() => rateOn(contract, '2025-12-31')).toThrow(expect.objectContaining({ code: 'payments.no-rate' }));
  });

  it('a later change never alters what an earlier day is paid', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-02-${String(number).padStart(2, '0')}`);
    const listed = fc.array(fc.tuple(day, fc.bigInt(1n, 10_000n)), { maxLength: 8 });
    fc.assert(
      fc.property(listed, day, (entries, worked) => {
        const contract = [rate('2026-02-01', 1n), ...entries.map(([from, cents]) => rate(from, cents))];
        const before = rateOn(contract, worked);
        expect(before.effectiveFrom <= worked).toBe(true);
        expect(rateOn([...contract, rate('2026-03-01', 9999n)], worked)).toBe(before);
      }),
    );
  });
});
