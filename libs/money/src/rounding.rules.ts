/**
 * The one rounding of the whole network (PM-3): to the nearest integer, a tie to the even one, on both sides of zero.
 * `divideHalfEven(5n, 2n)` is 2n, `divideHalfEven(7n, 2n)` is 4n. Throws RangeError on a zero denominator: that is a
 * fault of ours, never of a request.
 */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return divideHalfEven(-numerator, -denominator);
  const towardsZero = numerator / denominator;
  const remainder = numerator % denominator;
  const away = numerator < 0n ? -1n : 1n;
  const twice = 2n * remainder * away;
  const odd = towardsZero % 2n !== 0n;
  return twice > denominator || (twice === denominator && odd) ? towardsZero + away : towardsZero;
}
