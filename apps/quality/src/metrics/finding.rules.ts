import { type Disagreement, disagreement } from './disagreement.rules.js';
import { fell } from './fall.rules.js';
import { colourOf, deliveryYardstick, type Pair, scoreYardstick, type Stats } from './measure.rules.js';

/** One side of a pair: in the window, and in the baseline before it. */
export interface SideStats {
  now: Stats;
  baseline: Stats;
}
export interface PairStats {
  delivery: SideStats;
  score: SideStats;
  /** Minutes, on average of the window. */
  promise: number | null;
}
export interface Finding {
  pair: string;
  kind: 'fall' | 'mismatch';
  direction: Disagreement | 'delivery-falls' | 'score-falls';
  words: string;
}

/**
 * QN-6. Everything there is to say of a pair, in words that name the two numbers. "Storefront: first answers took 12
 * minutes on average (18 answers, promise 30), yet the client scored “answers fast” 2.0 of 5 (6 scores) over 28 days."
 */
export function findingsOf(title: string, pair: Pair, { delivery, score, promise }: PairStats): Finding[] {
  const by = { delivery: deliveryYardstick(pair, promise), score: scoreYardstick(pair) };
  const scored = `“${pair.score.key.replaceAll('-', ' ')}”`;
  const found = (kind: Finding['kind'], direction: Finding['direction'], words: string): Finding => ({
    ...{ pair: pair.key, kind, direction, words: `${title}: ${words}` },
  });
  const findings: Finding[] = [];
  const between = disagreement(colourOf(delivery.now, by.delivery), colourOf(score.now, by.score));
  if (between) {
    const promised = pair.delivery.measure === 'minutes' && promise !== null ? `, promise ${whole(promise)}` : '';
    const words =
      `${delivered(pair, delivery.now)} (${delivery.now.n} ${pair.delivery.counted}${promised}), yet the client scored ` +
      `${scored} ${points(score.now)} of 5 (${score.now.n} scores) over ${pair.windowDays} days.`;
    findings.push(found('mismatch', between, words));
  }
  const before = `in the ${pair.baselineDays} days before`;
  if (fell(delivery.now, delivery.baseline, by.delivery)) {
    const words =
      `${delivered(pair, delivery.now)} (${delivery.now.n} ${pair.delivery.counted} in ${pair.windowDays} days), ` +
      `after ${amount(pair, delivery.baseline)} (${delivery.baseline.n} ${before}).`;
    findings.push(found('fall', 'delivery-falls', words));
  }
  if (fell(score.now, score.baseline, by.score)) {
    const words =
      `the client scored ${scored} ${points(score.now)} of 5 (${score.now.n} scores in ${pair.windowDays} days), ` +
      `after ${points(score.baseline)} (${score.baseline.n} ${before}).`;
    findings.push(found('fall', 'score-falls', words));
  }
  return findings;
}

const whole = (value: number): string => String(Math.round(value));
const points = ({ mean }: Stats): string => (mean ?? 0).toFixed(1);
const amount = ({ delivery: { measure } }: Pair, { mean }: Stats): string =>
  measure === 'minutes' ? whole(mean ?? 0) : `${whole(mean ?? 0)} %`;

function delivered(pair: Pair, now: Stats): string {
  const { measure, what } = pair.delivery;
  if (measure === 'minutes') return `${what} took ${amount(pair, now)} minutes on average`;
  return `${amount(pair, now)} of ${what} were ${measure === 'kept' ? 'kept' : 'within their estimate'}`;
}
