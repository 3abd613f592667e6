import fc from 'fast-check';
import { allocate, largestMinor, money } from './index.js';

const cents = (minor: bigint, weights: (number | bigint)[]) =>
  allocate(money(minor, 'USD'), weights).map((part) => part.minor);

describe('allocating an amount', () => {
  it.each<[bigint, (number | bigint)[], bigint[]]>([
    [100n, [1, 1, 1], [34n, 33n, 33n]],
    [-100n, [1, 1, 1], [-34n, -33n, -33n]],
    [5n, [3, 7], [2n, 3n]],
    [1n, [1, 1], [1n, 0n]],
    [100n, [0, 1, 0], [0n, 100n, 0n]],
    [0n, [1, 2], [0n, 0n]],
    [1001n, [25n, 75n], [250n, 751n]],
    [2n ** 53n + 1n, [1, 1], [2n ** 52n + 1n, 2n ** 52n]],
  ])('%s by %s is %s', (whole, weights, parts) => expect(cents(whole, weights)).toEqual(parts));

  it.each([[[]], [[0, 0]], [[1, -1]], [[0.5]], [[Number.NaN]], [[2 ** 53]]])('refuses the weights %p', (weights) => {
    expect(() => cents(100n, weights)).toThrow(expect.objectContaining({ code: 'money.bad-weights' }));
  });

  it('always sums to the whole, each part less than one minor unit from its exact share', () => {
    const weights = fc
      .array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(fc.bigInt(-largestMinor, largestMinor), weights, (whole, list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0n);
        const parts = cents(whole, list);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
        parts.forEach((part, index) => {
          const off = part * total - whole * (list[index] ?? 0n);
          expect(off < total && off > -total).toBe(true);
          if (list[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });
});
