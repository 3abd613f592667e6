import { invalidField } from '#libs/errors';
import { money, type Money } from './money.rules.js';

/**
 * Splits an amount in proportion to whole, non-negative weights; the parts always sum to the whole, and each is less
 * than one minor unit from its exact share. What flooring leaves over goes to the largest remainders, the earlier part
 * first: 1.00 USD by [1, 1, 1] is 0.34, 0.33, 0.33. A zero weight gets nothing; a debt splits like its credit.
 * Throws invalid `money.bad-weights` when there is no positive weight, or one is negative or not whole.
 */
export function allocate(whole: Money, weights: readonly (number | bigint)[]): Money[] {
  const shares = weights.map(wholeWeight);
  const total = shares.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n) throw badWeights();

  const sign = whole.minor < 0n ? -1n : 1n;
  const size = whole.minor * sign;
  const parts = shares.map((weight, index) => ({
    index,
    minor: (size * weight) / total,
    remainder: (size * weight) % total,
  }));
  const left = Number(size - parts.reduce((sum, part) => sum + part.minor, 0n));
  const favoured = parts.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const part of favoured.slice(0, left)) part.minor += 1n;
  return parts.map((part) => money(part.minor * sign, whole.currency));
}

function wholeWeight(weight: number | bigint): bigint {
  if (typeof weight === 'number' && !Number.isSafeInteger(weight)) throw badWeights();
  if (weight < 0) throw badWeights();
  return BigInt(weight);
}

const badWeights = () =>
  invalidField('money.bad-weights', 'weights', 'must be whole numbers, none negative, at least one positive');
