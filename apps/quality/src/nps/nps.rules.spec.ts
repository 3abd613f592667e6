import fc from 'fast-check';
import { intervalOf, isDetractor, kindOf, npsOf } from './nps.rules.js';

const counts = fc.record({
  promoters: fc.nat(2_000),
  passives: fc.nat(2_000),
  detractors: fc.nat(2_000),
});
const sumOf = ({ promoters, passives, detractors }: { promoters: number; passives: number; detractors: number }) =>
  promoters + passives + detractors;

describe('QN-2: NPS', () => {
  it('12 promoters, 5 passives, 3 detractors of 40 asked', () => {
    expect(npsOf({ asked: 40, promoters: 12, passives: 5, detractors: 3 }, 5)).toEqual({
      ...{ asked: 40, n: 20, responseRate: 50, tooFew: false, score: 45, interval: { low: 8.4, high: 69.8 } },
      ...{ promoters: 12, passives: 5, detractors: 3 },
    });
  });

  it.each([
    [0, 'detractors'],
    [6, 'detractors'],
    [7, 'passives'],
    [8, 'passives'],
    [9, 'promoters'],
    [10, 'promoters'],
  ])('a score of %i is of the %s', (score, kind) => {
    expect(kindOf(score)).toBe(kind);
    expect(isDetractor(score)).toBe(kind === 'detractors');
  });

  it('below n = 5 there is no score, and nothing to work it out from', () => {
    expect(npsOf({ asked: 5, promoters: 4, passives: 0, detractors: 0 }, 5)).toEqual({
      ...{ asked: 5, n: 4, responseRate: 80, tooFew: true, score: null, interval: null },
      ...{ promoters: null, passives: null, detractors: null },
    });
    expect(npsOf({ asked: 5, promoters: 4, passives: 1, detractors: 0 }, 5)).toMatchObject({
      tooFew: false,
      score: 80,
    });
    expect(npsOf({ asked: 0, promoters: 0, passives: 0, detractors: 0 }, 5)).toMatchObject({
      n: 0,
      responseRate: null,
    });
  });

  it('the interval holds the score, inside −100 to 100', () => {
    fc.assert(
      fc.property(counts, (given) => {
        fc.pre(sumOf(given) >= 5);
        const { score, interval } = npsOf({ asked: sumOf(given), ...given }, 5);
        expect(interval!.low).toBeGreaterThanOrEqual(-100);
        expect(interval!.high).toBeLessThanOrEqual(100);
        expect(interval!.low).toBeLessThanOrEqual(score!);
        expect(interval!.high).toBeGreaterThanOrEqual(score!);
      }),
    );
  });

  it('the same shares of more answers make it narrower', () => {
    const few = fc.record({ promoters: fc.nat(50), passives: fc.nat(50), detractors: fc.nat(50) });
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    fc.assert(
      fc.property(few, fc.integer({ min: 2, max: 20 }), (given, times) => {
        fc.pre(sumOf(given) >= 5);
        const { promoters, passives, detractors } = given;
        const many = { promoters: promoters * times, passives: passives * times, detractors: detractors * times };
        expect(width(intervalOf(many))).toBeLessThan(width(intervalOf(given)));
      }),
    );
  });

  it('promoters and detractors the other way round give the opposite', () => {
    fc.assert(
      fc.property(counts, ({ promoters, passives, detractors }) => {
        const one = intervalOf({ promoters, passives, detractors });
        const other = intervalOf({ promoters: detractors, passives, detractors: promoters });
        expect([other.low, other.high]).toEqual([-one.high || 0, -one.low || 0]);
      }),
    );
  });
});
