import type { Colour } from './measure.rules.js';

export type Disagreement = 'delivery-green' | 'delivery-red';

/**
 * QN-6. Two sides disagree when one is green and the other red: what was promised is kept and yet the client is unhappy
 * (green outside, red inside), or the reverse, which somebody ought to understand before it turns. Amber agrees with
 * everything, and so do too few samples.
 */
export function disagreement(delivery: Colour, score: Colour): Disagreement | null {
  if (delivery === 'green' && score === 'red') return 'delivery-green';
  if (delivery === 'red' && score === 'green') return 'delivery-red';
  return null;
}
