import fc from 'fast-check';
import {
  add,
  compare,
  divideHalfEven,
  isNegative,
  isZero,
  largestMinor,
  money,
  negate,
  subtract,
  sum,
  timesMinutes,
  timesRatio,
  zero,
} from './index.js';

const usd = (minor: bigint) => money(minor, 'USD');
const mixed = expect.objectContaining({ code: 'money.mixed-currency' });
const tooLarge = expect.objectContaining({ code: 'money.too-large' });

describe('rounding half-even (PM-3)', () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-2n, 3n, -1n],
    [1n, 2n, 0n],
    [-1n, 2n, 0n],
    [-3n, 2n, -2n],
    [0n, 7n, 0n],
    [(2n ** 53n + 1n) * 2n + 1n, 2n, 2n ** 53n + 2n],
  ])('%s / %s is %s', (numerator, denominator, rounded) => {
    expect(divideHalfEven(numerator, denominator)).toBe(rounded);
  });

  it('is never further than half from the exact fraction, and even on a tie', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (numerator, denominator) => {
        const rounded = divideHalfEven(numerator, denominator);
        const twiceOff = 2n * (numerator - rounded * denominator);
        const size = twiceOff < 0n ? -twiceOff : twiceOff;
        expect(size <= denominator).toBe(true);
        if (size === denominator) expect(rounded % 2n).toBe(0n);
        expect(divideHalfEven(-numerator, denominator)).toBe(-rounded);
        expect(divideHalfEven(-numerator, -denominator)).toBe(rounded);
      }),
    );
  });

  it('refuses a zero denominator', () => expect(() => divideHalfEven(1n, 0n)).toThrow(RangeError));
});

describe('an hourly rate times minutes (PM-3)', () => {
  it.each([
    [6030n, 1, 100n],
    [6090n, 1, 102n],
    [5000n, 90, 7500n],
    [5000n, -90, -7500n],
    [5000n, 1, 83n],
    [5000n, 0, 0n],
    [30n, 1, 0n],
    [90n, 1, 2n],
    [-30n, 1, 0n],
  ])('%s cents an hour for %s minutes is %s cents', (rate, minutes, cost) => {
    expect(timesMinutes(usd(rate), minutes)).toEqual(usd(cost));
  });

  it('has no cents in yen', () => expect(timesMinutes(money(5001n, 'JPY'), 30)).toEqual(money(2500n, 'JPY')));

  it.each([Number.NaN, 0.5, Infinity, 2 ** 53 + 2])('refuses %s minutes', (minutes) => {
    expect(() => timesMinutes(usd(100n), minutes)).toThrow(
      expect.objectContaining({ code: 'money.minutes-not-whole' }),
    );
  });

  it('mirrors corrections exactly and stays within half a cent of the exact cost', () => {
    const rate = fc.bigInt(-(10n ** 9n), 10n ** 9n);
    const minutes = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(rate, minutes, (cents, worked) => {
        const cost = timesMinutes(usd(cents), worked).minor;
        const sixtiethsOff = cents * BigInt(worked) - cost * 60n;
        expect(sixtiethsOff >= -30n && sixtiethsOff <= 30n).toBe(true);
        expect(timesMinutes(usd(cents), -worked).minor).toBe(-cost);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('adds, subtracts, negates, compares and sums', () => {
    expect(add(usd(1250n), usd(50n))).toEqual(usd(1300n));
    expect(subtract(usd(50n), usd(1250n))).toEqual(usd(-1200n));
    expect(negate(usd(5n))).toEqual(usd(-5n));
    expect(sum([usd(1n), usd(2n), usd(-3n)], 'USD')).toEqual(zero('USD'));
    expect(sum([], 'EUR')).toEqual(zero('EUR'));
    expect([usd(3n), usd(-1n), usd(2n)].sort(compare)).toEqual([usd(-1n), usd(2n), usd(3n)]);
    expect(compare(usd(2n), usd(2n))).toBe(0);
    expect([isZero(usd(0n)), isZero(usd(1n)), isNegative(usd(-1n)), isNegative(usd(0n))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(timesRatio(usd(1002n), 25n, 100n)).toEqual(usd(250n));
  });

  it('refuses to mix currencies', () => {
    const euro = money(1n, 'EUR');
    for (const mix of [add, subtract, compare]) expect(() => mix(usd(1n), euro)).toThrow(mixed);
    expect(() => sum([usd(1n), euro], 'USD')).toThrow(mixed);
    expect(() => sum([euro], 'USD')).toThrow(mixed);
  });

  it('refuses to leave what a ledger holds', () => {
    expect(() => add(usd(largestMinor), usd(1n))).toThrow(tooLarge);
    expect(() => subtract(usd(-largestMinor), usd(1n))).toThrow(tooLarge);
    expect(() => timesMinutes(usd(largestMinor), 61)).toThrow(tooLarge);
    expect(() => money(1n, 'DOGE')).toThrow(expect.objectContaining({ code: 'money.unknown-currency' }));
  });

  it('may pass beyond the limit on the way to a sum within it', () => {
    expect(sum([usd(largestMinor), usd(1n), usd(-2n)], 'USD')).toEqual(usd(largestMinor - 1n));
  });
});
