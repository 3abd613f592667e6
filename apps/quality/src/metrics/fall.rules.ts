import { lowerIsBetter, standardError, type Stats, type Yardstick } from './measure.rules.js';

/**
 * QN-6. A side falls when it is worse than its own baseline by at least so many percent of it, and by more than chance:
 * more than so many standard errors of the difference. Scores of 4.5 (20 of them) that become 3.2 (6), all differing by
 * 0.5: 29 % worse than 4.5, and 1.3 is more than 1.64 × 0.23. Never with fewer samples than the least, then or now.
 */
export function fell(now: Stats, baseline: Stats, by: Yardstick | null): boolean {
  if (!by || now.mean === null || baseline.mean === null) return false;
  if (Math.min(now.n, baseline.n) < by.leastSamples) return false;
  const worse = lowerIsBetter(by) ? now.mean - baseline.mean : baseline.mean - now.mean;
  const error = Math.hypot(standardError(now, by), standardError(baseline, by));
  return worse > by.certainty * error && worse >= (by.fallPercent / 100) * baseline.mean;
}
