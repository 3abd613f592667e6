/**
 * Takes an amount, in minor units, from parts in the order given, as much of each as there is: 12.00 of 10.00 and 25.00
 * are 10.00 and 2.00. Parts of nothing, or less, give nothing; of too little all is taken.
 */
export function takeInTurn<P>(
  amount: bigint,
  parts: readonly P[],
  sizeOf: (part: P) => bigint,
): [part: P, minor: bigint][] {
  let left = amount;
  return parts.flatMap((part): [P, bigint][] => {
    const size = sizeOf(part);
    const taken = size < left ? size : left;
    if (taken <= 0n) return [];
    left -= taken;
    return [[part, taken]];
  });
}
