import type { InvoiceEntity } from './invoice.entity.js';

type Sums = Pick<InvoiceEntity, 'netMinor' | 'taxMinor' | 'creditedNetMinor' | 'creditedTaxMinor' | 'paidMinor'>;

export interface InvoiceSums {
  total: bigint;
  credited: bigint;
  paid: bigint;
  /** Never negative: what credit notes free of paid money goes back to the payment. */
  open: bigint;
}

/** PM-4. `open = total - credited - paid`, in minor units. */
export function sumsOf(invoice: Sums): InvoiceSums {
  const total = BigInt(invoice.netMinor) + BigInt(invoice.taxMinor);
  const credited = BigInt(invoice.creditedNetMinor) + BigInt(invoice.creditedTaxMinor);
  const paid = BigInt(invoice.paidMinor);
  return { total, credited, paid, open: total - credited - paid };
}

/**
 * PM-4. What an issued invoice is: void when nothing of it is left, paid when nothing is open, partly paid when something
 * was paid, else issued.
 */
export function stateOf({ total, credited, paid, open }: InvoiceSums): 'issued' | 'partly-paid' | 'paid' | 'void' {
  if (credited === total) return 'void';
  if (open === 0n) return 'paid';
  return paid > 0n ? 'partly-paid' : 'issued';
}
