import type { z } from 'zod';
import type { MetricPair, MetricSide } from '#libs/contracts';

export type Pair = z.output<typeof MetricPair>;
export type Colour = z.output<typeof MetricSide>['colour'];
export type Unit = z.output<typeof MetricSide>['unit'];

/** Samples of one side in one stretch of days, in its unit. */
export interface Stats {
  n: number;
  /** Null without samples. */
  mean: number | null;
  /** Standard deviation of the samples; null where there are fewer than two. */
  deviation: number | null;
}
export const nothing: Stats = { n: 0, mean: null, deviation: null };

/** What a side is judged by, in its unit. */
export interface Yardstick {
  unit: Unit;
  green: number;
  red: number;
  spread: number;
  fallPercent: number;
  leastSamples: number;
  certainty: number;
}
export interface Interval {
  low: number;
  high: number;
}

const scales: Record<Unit, Interval> = {
  minutes: { low: 0, high: Infinity },
  percent: { low: 0, high: 100 },
  score: { low: 1, high: 5 },
};

export const lowerIsBetter = ({ green, red }: Pick<Yardstick, 'green' | 'red'>): boolean => green < red;

/**
 * QN-5. What the delivery side of a pair is judged by. Bounds of minutes are in percent of the promise: green at 80 % of
 * 30 minutes is 24 minutes. Null where a promise is needed and none is known.
 */
export function deliveryYardstick({ delivery, certainty }: Pair, promise: number | null): Yardstick | null {
  const { measure, green, red, spread, fallPercent, leastSamples } = delivery;
  const rest = { fallPercent, leastSamples, certainty };
  if (measure !== 'minutes') return { unit: 'percent', green, red, spread, ...rest };
  if (promise === null) return null;
  const ofPromise = (percent: number): number => (percent * promise) / 100;
  return { unit: 'minutes', green: ofPromise(green), red: ofPromise(red), spread: ofPromise(spread), ...rest };
}

export const scoreYardstick = ({ score: { key: _key, ...score }, certainty }: Pair): Yardstick => ({
  ...{ unit: 'score', ...score, certainty },
});

/** How far the mean of the samples may be from the truth: they are never taken to differ less than usual. */
export const standardError = ({ n, deviation }: Stats, { spread }: Pick<Yardstick, 'spread'>): number =>
  Math.max(deviation ?? 0, spread) / Math.sqrt(n);

/**
 * QN-6. Where the true value hardly lies outside of: the mean and so many standard errors to both sides, within the
 * scale. Six scores of 2.0 on average that differ by 0.9, at 1.64: 1.4 to 2.6. The fewer samples, the wider.
 */
export function interval(stats: Stats, by: Yardstick): Interval | null {
  if (stats.mean === null) return null;
  const half = by.certainty * standardError(stats, by);
  const { low, high } = scales[by.unit];
  return { low: Math.max(low, stats.mean - half), high: Math.min(high, stats.mean + half) };
}

/**
 * QN-6. Green or red only where all of the interval is; otherwise amber, so few samples make no alarm. With fewer than
 * the least, nothing is said. 2.0 of 5 with six scores (1.4 to 2.6), red from 3 down: red.
 */
export function colourOf(stats: Stats, by: Yardstick | null): Colour {
  const range = by && interval(stats, by);
  if (!range || stats.n < by.leastSamples) return 'too-few';
  const [best, worst] = lowerIsBetter(by) ? [range.low, range.high] : [-range.high, -range.low];
  const [green, red] = lowerIsBetter(by) ? [by.green, by.red] : [-by.green, -by.red];
  if (worst <= green) return 'green';
  return best >= red ? 'red' : 'amber';
}
