import type { ClientPaymentEntity } from './client-payment.entity.js';

type Sums = Pick<ClientPaymentEntity, 'clientId' | 'amountMinor' | 'allocatedMinor' | 'refundedMinor'>;

/** PM-4. What of a payment is on no invoice and wasn't given back, in minor units: the client's credit. */
export const unallocatedOf = ({ amountMinor, allocatedMinor, refundedMinor }: Sums): bigint =>
  BigInt(amountMinor) - BigInt(allocatedMinor) - BigInt(refundedMinor);

/**
 * PM-4. Unmatched while nobody knows whose it is; refunded when all of it went back; allocated when nothing is left over;
 * else partly allocated, also while none of it is.
 */
export function paymentStateOf(payment: Sums): ClientPaymentEntity['state'] {
  if (payment.refundedMinor === payment.amountMinor) return 'refunded';
  if (!payment.clientId) return 'unmatched';
  return unallocatedOf(payment) === 0n ? 'allocated' : 'partly-allocated';
}
