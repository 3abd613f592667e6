import { takeInTurn } from '#libs/money';

/** Money on an invoice, or off it again (negative), in minor units. */
export interface Allocation {
  invoiceId: string;
  minor: bigint;
}

/**
 * PM-4. Where money that goes back comes from: first what is on no invoice, then the invoices, the latest allocation
 * first. Of 100.00 with 10.00 on none, 60.00 on A and later 30.00 on B, 50.00 take 30.00 off B and 10.00 off A.
 * `allocations` oldest first; the caller knows that there is enough.
 */
export function takenOff(amount: bigint, unallocated: bigint, allocations: readonly Allocation[]): Allocation[] {
  const onInvoice = new Map<string, bigint>();
  for (const { invoiceId, minor } of allocations) {
    const before = onInvoice.get(invoiceId) ?? 0n;
    // What was allocated last stands last.
    if (minor > 0n) onInvoice.delete(invoiceId);
    onInvoice.set(invoiceId, before + minor);
  }
  const latestFirst = [...onInvoice].reverse();
  return takeInTurn(amount - unallocated, latestFirst, ([, paid]) => paid).map(([[invoiceId], minor]) => ({
    ...{ invoiceId, minor },
  }));
}
