import { z } from 'zod';
import { event } from '../contract.js';
import { Day, Id, Instant, Money } from '../shapes.js';
import { Beneficiary } from './bank-details.js';

export * from './invoice-events.js';

export const linesSettled = event('payments.lines-settled.v1', {
  aggregate: 'settlement',
  description: "A placement's approved lines of a period were settled (PM-3). Large settlements come in several parts.",
  data: z.object({
    settlementId: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    periodStart: Day,
    periodEnd: Day,
    entryIds: z.array(Id),
    settledAt: Instant,
  }),
});

const payout = { payoutId: Id, expertId: Id, amount: Money };

export const payoutRequested = event('payments.payout-requested.v1', {
  aggregate: 'payout',
  description: 'An expert asked for money; the amount is reserved (PM-5).',
  data: z.object({ ...payout, requestedAt: Instant, promisedBy: Instant, needsSecondPerson: z.boolean() }),
});
export const payoutApproved = event('payments.payout-approved.v1', {
  aggregate: 'payout',
  description: 'Payroll is to pay this: once, to this beneficiary, and answer (PM-8).',
  data: z.object({ ...payout, beneficiary: Beneficiary, promisedBy: Instant, approvedBy: z.string() }),
});
export const payoutRejected = event('payments.payout-rejected.v1', {
  aggregate: 'payout',
  description: 'The second person refused a payout; the money is back in the safe balance (PM-6).',
  data: z.object({ ...payout, reason: z.string() }),
});
export const payoutCancelled = event('payments.payout-cancelled.v1', {
  aggregate: 'payout',
  description: 'The expert took a request back before it was approved.',
  data: z.object({ ...payout, reason: z.string() }),
});
export const payoutSent = event('payments.payout-sent.v1', {
  aggregate: 'payout',
  description: 'Payroll gave the payment to the bank.',
  data: z.object({ ...payout, bankReference: z.string().nullable() }),
});
export const payoutPaid = event('payments.payout-paid.v1', {
  aggregate: 'payout',
  description: 'Payroll confirmed the payment.',
  data: z.object({ ...payout, bankReference: z.string().nullable(), paidAt: Instant }),
});
export const payoutFailed = event('payments.payout-failed.v1', {
  aggregate: 'payout',
  description: 'Payroll could not pay; the money is back in the safe balance.',
  data: z.object({ ...payout, reason: z.string() }),
});
export const payoutReturned = event('payments.payout-returned.v1', {
  aggregate: 'payout',
  description: 'The bank sent a paid amount back; it is in the safe balance again.',
  data: z.object({ ...payout, reason: z.string() }),
});
export const payoutPromiseWarned = event('payments.payout-promise-warned.v1', {
  aggregate: 'payout',
  description: 'Half of the promised time has passed, or 80 %, and a payout is not paid yet (PM-5, CS-7).',
  data: z.object({ ...payout, percent: z.union([z.literal(50), z.literal(80)]), promisedBy: Instant }),
});
export const payoutLate = event('payments.payout-late.v1', {
  aggregate: 'payout',
  description: 'A payout was not paid within the promise (PM-5).',
  data: z.object({ ...payout, promisedBy: Instant }),
});
