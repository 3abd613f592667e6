import fc from 'fast-check';
import { firstMetricPairs } from '../migrations/first-metric-pairs.js';
import { disagreement } from './disagreement.rules.js';
import { fell } from './fall.rules.js';
import { findingsOf } from './finding.rules.js';
import { colourOf, deliveryYardstick, interval, nothing, scoreYardstick, type Stats } from './measure.rules.js';

const [firstAnswer, , updatesKept] = firstMetricPairs as [
  (typeof firstMetricPairs)[number],
  unknown,
  (typeof firstMetricPairs)[number],
];
const score = scoreYardstick(firstAnswer);
const minutes = deliveryYardstick(firstAnswer, 30)!;
const percent = deliveryYardstick(updatesKept, null)!;
const stats = (mean: number, n: number, deviation: number | null = null): Stats => ({ mean, n, deviation });

describe('QN-5, QN-6: colours', () => {
  it('bounds of minutes are in percent of the promise', () => {
    expect(minutes).toMatchObject({ unit: 'minutes', green: 24, red: 30, spread: 6 });
    expect(deliveryYardstick(firstAnswer, null)).toBeNull();
    expect(percent).toMatchObject({ unit: 'percent', green: 90, red: 75 });
  });

  it('six scores of 2.0 that differ by 0.9: 1.4 to 2.6, so red', () => {
    const range = interval(stats(2, 6, 0.9), score)!;
    expect([range.low.toFixed(1), range.high.toFixed(1)]).toEqual(['1.4', '2.6']);
    expect(colourOf(stats(2, 6, 0.9), score)).toBe('red');
  });

  it.each([
    ['nothing', nothing, score, 'too-few'],
    ['three scores of 1, one fewer than the least', stats(1, 3, 0), score, 'too-few'],
    ['four scores of 1', stats(1, 4, 0), score, 'red'],
    ['four scores of 2.8, which may be 3 as well', stats(2.8, 4, 0.9), score, 'amber'],
    ['sixty scores of 2.8', stats(2.8, 60, 0.9), score, 'red'],
    ['scores in between', stats(3.5, 60, 0.5), score, 'amber'],
    ['scores of 4.6', stats(4.6, 8, 0.5), score, 'green'],
    ['12 minutes of 30', stats(12, 18, 6), minutes, 'green'],
    ['45 minutes of 30', stats(45, 18, 6), minutes, 'red'],
    ['45 minutes on average, from 2 to 200', stats(45, 5, 80), minutes, 'amber'],
    ['27 minutes of 30', stats(27, 100, 6), minutes, 'amber'],
    ['minutes without a promise', stats(12, 18, 6), null, 'too-few'],
    ['97 of 100 updates kept', stats(97, 100, 17), percent, 'green'],
    ['5 of 5 updates kept, which may be luck', stats(100, 5, 0), percent, 'amber'],
    ['4 of 10 updates kept', stats(40, 10, 51), percent, 'red'],
  ] as const)('%s', (_, of, by, colour) => {
    expect(colourOf(of, by)).toBe(colour);
  });

  it('stays within the scale', () => {
    expect(interval(stats(100, 5, 0), percent)).toMatchObject({ high: 100 });
    expect(interval(stats(1.2, 4, 0.5), score)).toMatchObject({ low: 1 });
    expect(interval(stats(2, 5, 3), minutes)).toMatchObject({ low: 0 });
  });

  it.each([
    ['green', 'red', 'delivery-green'],
    ['red', 'green', 'delivery-red'],
    ['green', 'green', null],
    ['red', 'red', null],
    ['amber', 'red', null],
    ['green', 'amber', null],
    ['too-few', 'red', null],
    ['red', 'too-few', null],
  ] as const)('QN-6: delivery %s, score %s: %s', (delivery, said, expected) => {
    expect(disagreement(delivery, said)).toBe(expected);
  });
});

describe('QN-6: falls', () => {
  it.each([
    ['4.5 (20) to 3.2 (6)', stats(3.2, 6, 0.5), stats(4.5, 20, 0.5), score, true],
    ['4.5 to 3.2, with three scores', stats(3.2, 3, 0.5), stats(4.5, 20, 0.5), score, false],
    ['4.5 to 3.2, with three scores before', stats(3.2, 6, 0.5), stats(4.5, 3, 0.5), score, false],
    ['4.5 to 4.2, which is little', stats(4.2, 200, 0.5), stats(4.5, 200, 0.5), score, false],
    ['4.5 to 3.7 with scores all over', stats(3.7, 4, 1.7), stats(4.5, 20, 0.5), score, false],
    ['better', stats(4.9, 20, 0.2), stats(3, 20, 0.5), score, false],
    ['12 to 22 minutes', stats(22, 10, 6), stats(12, 30, 6), minutes, true],
    ['22 to 12 minutes', stats(12, 10, 6), stats(22, 30, 6), minutes, false],
    ['2 to 4 minutes, of 30', stats(4, 10, 1), stats(2, 30, 1), minutes, false],
    ['95 % to 60 % kept', stats(60, 20, 50), stats(95, 60, 22), percent, true],
    ['without a baseline', stats(1, 20, 0), nothing, score, false],
    ['without a promise', stats(22, 10, 6), stats(12, 30, 6), null, false],
  ] as const)('%s', (_, now, before, by, expected) => {
    expect(fell(now, before, by)).toBe(expected);
  });
});

describe('QN-6: small samples widen the band instead of raising false alarms', () => {
  const any = fc.record({
    mean: fc.double({ min: 1, max: 5, noNaN: true }),
    deviation: fc.double({ min: 0, max: 2, noNaN: true }),
    n: fc.integer({ min: 1, max: 40 }),
  });
  const pairOf = (delivery: Stats, before: Stats, said: Stats, saidBefore: Stats) =>
    findingsOf('Storefront', firstAnswer, {
      ...{ delivery: { now: delivery, baseline: before }, score: { now: said, baseline: saidBefore }, promise: 3 },
    });

  it('below the least there is never a finding of that side', () => {
    fc.assert(
      fc.property(any, any, any, any, (a, b, c, d) => {
        const few = { ...c, n: Math.min(c.n, firstAnswer.score.leastSamples - 1) };
        const kinds = pairOf(a, b, few, d).map(({ direction }) => direction);
        expect(kinds.filter((kind) => kind !== 'delivery-falls')).toEqual([]);
      }),
    );
  });

  it('with more of the same there is never less alarm', () => {
    fc.assert(
      fc.property(any, any, any, any, fc.integer({ min: 1, max: 50 }), (a, b, c, d, more) => {
        const known = pairOf(a, b, c, d).map(({ direction }) => direction);
        const [a2, b2, c2, d2] = [a, b, c, d].map((each) => ({ ...each, n: each.n + more })) as [
          Stats,
          Stats,
          Stats,
          Stats,
        ];
        expect(pairOf(a2, b2, c2, d2).map(({ direction }) => direction)).toEqual(expect.arrayContaining(known));
      }),
    );
  });
});

describe('QN-6: in words', () => {
  const quiet = { baseline: nothing };
  it('says which two numbers disagree', () => {
    const findings = findingsOf('Storefront', firstAnswer, {
      ...{ delivery: { now: stats(12, 18, 6), ...quiet }, score: { now: stats(2, 6, 0.9), ...quiet }, promise: 30 },
    });
    expect(findings).toEqual([
      {
        ...{ pair: 'first-answer', kind: 'mismatch', direction: 'delivery-green' },
        words:
          'Storefront: first answers took 12 minutes on average (18 answers, promise 30), yet the client scored ' +
          '“answers fast” 2.0 of 5 (6 scores) over 28 days.',
      },
    ]);
  });

  it('says what fell, and from where', () => {
    const findings = findingsOf('Storefront', updatesKept, {
      delivery: { now: stats(60, 20, 50), baseline: stats(95, 60, 22) },
      score: { now: stats(3.2, 6, 0.5), baseline: stats(4.5, 20, 0.5) },
      promise: null,
    });
    expect(findings.map(({ words }) => words)).toEqual([
      'Storefront: 60 % of promised updates were kept (20 updates in 28 days), after 95 % (60 in the 84 days before).',
      'Storefront: the client scored “understandable” 3.2 of 5 (6 scores in 28 days), after 4.5 (20 in the 84 days before).',
    ]);
  });
});
