import type { z } from 'zod';
import type { ReferrerPayout } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { wireMoney } from '#libs/persistence';

export type Payout = z.output<typeof ReferrerPayout>;

export interface Row {
  id: string;
  referrerId: string;
  currency: string;
  minor: string;
  bankReference: string;
  paidOn: string;
  recordedAt: Date;
  recordedBy: string;
  /** Null while it didn't come back, as all of what follows. */
  returnReference: string | null;
  returnedOn: string;
  reason: string;
  returnRecordedAt: Date;
  returnRecordedBy: string;
}

export const payouts = `
  select payout.id, referrer_id as "referrerId", currency, amount_minor as minor, payout.bank_reference as "bankReference",
    paid_on as "paidOn", payout.recorded_at as "recordedAt", payout.recorded_by as "recordedBy",
    back.bank_reference as "returnReference", returned_on as "returnedOn", reason,
    back.recorded_at as "returnRecordedAt", back.recorded_by as "returnRecordedBy"
  from referrer_payouts payout left join referrer_payout_returns back on back.payout_id = payout.id`;

export function payoutView(row: Row): Payout {
  const { id, referrerId, currency, minor, bankReference, paidOn, returnReference, returnedOn, reason } = row;
  return {
    ...{ id, referrerId, amount: wireMoney(minor, currency), bankReference, paidOn },
    ...{ recordedAt: row.recordedAt.toISOString(), recordedBy: row.recordedBy },
    state: returnReference === null ? 'paid' : 'returned',
    returned:
      returnReference === null
        ? null
        : {
            ...{ bankReference: returnReference, returnedOn, reason },
            ...{ recordedAt: row.returnRecordedAt.toISOString(), recordedBy: row.returnRecordedBy },
          },
  };
}

export const referenceUsed = () =>
  conflict('payments.bank-reference-used', 'Another transfer or return was recorded with this bank reference.', {
    rule: 'RC-5',
  });
