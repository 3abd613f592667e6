import { divideHalfEven } from '#libs/money';

const whole = 10_000n;

/** PM-4. Tax on the net sum, half-even to the minor unit: 19 % of 0.50 is 0.095, so 0.10; of 100.00 it is 19.00. */
export const taxOf = (netMinor: bigint, basisPoints: number): bigint =>
  divideHalfEven(netMinor * BigInt(basisPoints), whole);

/** PM-4. What an invoice is taxed with when it is issued, and a draft when it is read: 100.00 with 19 % is 19.00. */
export const taxedAt = (
  { netMinor }: { netMinor: string },
  taxRate: number,
): { taxRate: number; taxMinor: string } => ({
  ...{ taxRate, taxMinor: taxOf(BigInt(netMinor), taxRate).toString() },
});
