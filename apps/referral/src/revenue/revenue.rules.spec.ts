import fc from 'fast-check';
import { herfindahl, meets, monthsIn, passes, sharesOf, windowOf } from './revenue.rules.js';

const amounts = fc.array(fc.bigInt(-(10n ** 15n), 10n ** 15n), { maxLength: 60 });
const aMonth = fc
  .record({ year: fc.integer({ min: 1950, max: 2900 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`);

describe('RC-7: months', () => {
  it.each<[string, { from?: string; to?: string }, string, string]>([
    ['the twelve to this one', {}, '2025-04', '2026-03'],
    ['the twelve to the one named', { to: '2025-01' }, '2024-02', '2025-01'],
    ['from the one named to this one', { from: '2026-01' }, '2026-01', '2026-03'],
    ['one alone', { from: '2026-03', to: '2026-03' }, '2026-03', '2026-03'],
    ['ten years', { from: '2016-04' }, '2016-04', '2026-03'],
    ['no earlier than there are any', { to: '1900-03' }, '1900-01', '1900-03'],
  ])('%s', (_, asked, from, to) => expect(windowOf(asked, '2026-03-15')).toEqual({ from, to }));

  it.each([
    [{ from: '2026-04' }, 'referral.window-reversed'],
    [{ from: '2026-02', to: '2026-01' }, 'referral.window-reversed'],
    [{ from: '2016-03' }, 'referral.window-too-long'],
  ])('refuses %p', (asked, code) => {
    const details = expect.objectContaining({ errors: [expect.objectContaining({ field: 'from' })] });
    expect(() => windowOf(asked, '2026-03-15')).toThrow(expect.objectContaining({ code, kind: 'invalid', details }));
  });

  it('lists every month, those across a year among them', () => {
    expect(monthsIn({ from: '2025-11', to: '2026-01' })).toEqual(['2025-11', '2025-12', '2026-01']);
    fc.assert(
      fc.property(aMonth, (to) => {
        const months = monthsIn(windowOf({ to }, '2026-03-15'));
        expect(months).toHaveLength(12);
        expect(months.at(-1)).toBe(to);
        expect(months).toEqual([...new Set(months)].sort());
      }),
    );
  });
});

describe('RC-7, PL-18: shares', () => {
  it.each<[bigint[], (number | null)[]]>([
    [
      [1n, 1n, 1n],
      [3334, 3333, 3333],
    ],
    [
      [0n, 5n],
      [0, 10_000],
    ],
    [
      [-5n, 1n, 3n],
      [0, 2500, 7500],
    ],
    [
      [0n, -1n],
      [null, null],
    ],
    [[], []],
  ])('of %p are %p', (parts, shares) => expect(sharesOf(parts)).toEqual(shares));

  it('sum to the whole, each within a basis point of what it is exactly', () => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const shares = sharesOf(parts);
        const positive = parts.map((part) => (part > 0n ? part : 0n));
        const total = positive.reduce((sum, part) => sum + part, 0n);
        if (!total) return expect(shares.every((share) => share === null)).toBe(true);
        expect(shares.reduce<number>((sum, share) => sum + share!, 0)).toBe(10_000);
        shares.forEach((share, n) => {
          const off = BigInt(share!) * total - positive[n]! * 10_000n;
          expect(off < total && off > -total).toBe(true);
        });
      }),
    );
  });

  it.each<[bigint, bigint, number, boolean]>([
    [20n, 100n, 20, false],
    [2001n, 10_000n, 20, true],
    [-5n, 100n, 20, false],
    [0n, 0n, 20, false],
  ])('%s of %s is over a limit of %s %%: %s', (part, total, limit, over) => {
    expect(passes(part, total, limit)).toBe(over);
  });

  it.each<[bigint, bigint, boolean | null]>([
    [68n, 100n, true],
    [67_999_999n, 100_000_000n, false],
    [0n, 0n, null],
  ])('%s of %s meets the benchmark of 68 %%: %s', (part, total, met) => expect(meets(part, total, 68)).toBe(met));
});

describe('PL-18: the Herfindahl index', () => {
  it.each<[bigint[], number | null]>([
    [[7n], 10_000],
    [[7n, 0n, -3n], 10_000],
    [[5n, 5n], 5000],
    [[1n, 1n, 1n, 1n], 2500],
    [[1n, 1n, 1n], 3333],
    [[6n, 3n, 1n], 4600],
    [[9_007_199_254_740_993n, 9_007_199_254_740_993n], 5000],
    [[0n], null],
  ])('of %p is %s', (parts, index) => expect(herfindahl(parts)).toBe(index));

  it('lies between all alike and one alone, and grows when two become one', () => {
    const positive = fc.array(fc.bigInt(1n, 10n ** 15n), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(positive, (parts) => {
        const index = herfindahl(parts)!;
        expect(index).toBeGreaterThanOrEqual(Math.floor(10_000 / parts.length));
        expect(index).toBeLessThanOrEqual(10_000);
        const [one, other, ...rest] = parts;
        expect(herfindahl([one! + other!, ...rest])!).toBeGreaterThanOrEqual(index);
      }),
    );
  });
});
