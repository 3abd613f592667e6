import type { z } from 'zod';
import type { MetricSide } from '#libs/contracts';

type SideView = z.output<typeof MetricSide>;

/**
 * QN-2, GW-3. What the client scored, for the two sides of a placement: no average of so few scores that it tells who
 * gave which. With at least 5, of two contacts' scores of one week only the number is left, nothing of the week.
 */
export function withoutFew(score: SideView, least: number): SideView {
  const { n, baseline, weeks } = score;
  return {
    ...score,
    ...(n < least && { value: null, low: null, high: null, colour: 'too-few' as const, fell: false }),
    ...(baseline.n < least && { baseline: { n: baseline.n, value: null }, fell: false }),
    weeks: weeks.filter((week) => week.n >= least),
  };
}
