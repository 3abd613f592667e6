import { z } from 'zod';
import { ClockExplanation, ClockState } from '../communication/clocks.js';
import { command, query } from '../contract.js';
import { Id, Instant, listOf, Money, Page, sortBy, text, Version } from '../shapes.js';

// Payouts (PM-5, PM-6, PM-8)

export const PayoutState = z
  .enum(['requested', 'approved', 'exported', 'sent', 'paid', 'rejected', 'cancelled', 'failed', 'returned'])
  .meta({ id: 'PayoutState' });

export const NewPayout = z
  .strictObject({
    expertId: Id.optional().meta({ description: 'An expert asks for itself; nobody asks for another' }),
    amount: Money,
    invoiceReference: text(140).optional(),
  })
  .meta({ id: 'NewPayout' });

export const Payout = z
  .object({
    id: Id,
    expertId: Id,
    amount: Money,
    state: PayoutState,
    bankAccount: z.string().meta({ description: 'Masked' }),
    invoiceReference: z.string().nullable(),
    requestedAt: Instant,
    requestedBy: z.string(),
    promisedBy: Instant.meta({ description: 'PM-5: paid within 24 h of the request' }),
    late: z.boolean(),
    needsSecondPerson: z.boolean().meta({ description: 'PM-6' }),
    approvalReason: z.string().nullable(),
    approvedBy: z.string().nullable(),
    bankReference: z.string().nullable(),
    history: z.array(z.object({ state: PayoutState, at: Instant, by: z.string(), reason: z.string().nullable() })),
    version: Version,
  })
  .meta({ id: 'Payout' });

/** How the promise of a payout stands, and every stretch of time from the request to now, or to its end (PM-5, CS-7). */
export const PayoutPromiseExplanation = z
  .object({
    payoutId: Id,
    state: ClockState,
    targetSeconds: z.int(),
    countedSeconds: z.int(),
    remainingSeconds: z.int().meta({ description: 'Below zero once broken' }),
    dueAt: Instant.nullable().meta({ description: 'When it will be broken if nothing changes; null when kept' }),
    warn50At: Instant.nullable(),
    warn80At: Instant.nullable(),
    breached: z.boolean(),
    breachedAt: Instant.nullable(),
    stretches: ClockExplanation.shape.stretches,
  })
  .meta({ id: 'PayoutPromiseExplanation' });

/** What payroll answers about a payout (PM-8); any number of times, the answer is the same. */
export const PayrollAnswer = z
  .strictObject({
    payoutId: Id,
    outcome: z.enum(['sent', 'paid', 'failed', 'returned']),
    bankReference: text(140).optional(),
    reason: text(500).optional(),
  })
  .meta({ id: 'PayrollAnswer' });

export const PayoutPolicy = z
  .object({
    secondPersonAbove: z.array(Money).meta({ description: 'PM-6, one amount a currency' }),
    bankDetailsRestHours: z.int().meta({ description: 'PM-6' }),
    promiseHours: z.int().meta({ description: 'PM-5' }),
    version: Version,
  })
  .meta({ id: 'PayoutPolicy' });

export const requestPayout = command('payments.request-payout', { input: NewPayout, output: Payout });
export const getPayout = query('payments.get-payout', { input: z.object({ id: Id }), output: Payout });
export const explainPayoutPromise = query('payments.explain-payout-promise', {
  input: z.object({ id: Id }),
  output: PayoutPromiseExplanation,
});
export const PayoutFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  state: PayoutState.optional(),
  late: z.enum(['true', 'false']).optional(),
  sort: sortBy(['requestedAt'], '-requestedAt'),
});
export const listPayouts = query('payments.list-payouts', { input: PayoutFilter, output: listOf(Payout) });
export const PayoutStep = z.strictObject({ reason: text(500) });
export const approvePayout = command('payments.approve-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const rejectPayout = command('payments.reject-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const cancelPayout = command('payments.cancel-payout', {
  input: z.object({ id: Id, ...PayoutStep.shape }),
  output: Payout,
});
export const recordPayrollAnswer = command('payments.record-payroll-answer', { input: PayrollAnswer, output: Payout });
export const getPayoutPolicy = query('payments.get-payout-policy', { input: z.object({}), output: PayoutPolicy });
export const PayoutPolicyChange = z.strictObject({
  secondPersonAbove: z.array(Money).max(20),
  bankDetailsRestHours: z.int().min(0).max(720),
  promiseHours: z.int().min(1).max(720),
});
export const setPayoutPolicy = command('payments.set-payout-policy', {
  input: z.object({ version: Version, policy: PayoutPolicyChange }),
  output: PayoutPolicy,
});
