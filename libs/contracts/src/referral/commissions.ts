import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant, listOf, Money, Page, sortBy } from '../shapes.js';
import { broughtClient } from './leads.js';

// Commission (RC-4, RC-5, RC-8)

export const CommissionState = z.enum(['held', 'released', 'taken-back']).meta({
  id: 'CommissionState',
  description:
    'held: until `releaseAt` (RC-5); released: credited or set off; taken-back: nothing was left of it before its release',
});

/** RC-8: what each cent of it came from. */
export const Commission = z
  .object({
    id: Id,
    referrerId: Id,
    referrerName: z.string(),
    leadId: Id,
    clientId: Id,
    invoiceId: Id,
    invoiceNumber: z.string(),
    paymentId: Id,
    bankReference: z.string(),
    base: Money.meta({ description: 'What was received for it, net of tax and credit notes' }),
    ratePercent: z.int(),
    amount: Money.meta({ description: 'Earned' }),
    takenBack: Money.meta({ description: 'Before it was released' }),
    setOff: Money.meta({ description: 'Against what was taken back after release, of this or others' }),
    credited: Money.meta({ description: 'To the safe balance' }),
    state: CommissionState,
    earnedAt: Instant.meta({ description: 'When the payment went to the invoice' }),
    releaseAt: Instant.meta({ description: 'RC-5; it waits longer while a review of the lead is open' }),
    releasedAt: Instant.nullable(),
    trail: z.array(
      z.object({
        kind: z.enum(['earned', 'taken-back', 'set-off', 'credited']),
        amount: Money,
        at: Instant,
        because: z.string().meta({ example: '25 % of 1000.00 USD received for invoice INV-2026-000042' }),
        movementId: Id.nullable().meta({ description: 'The payment, refund or credit note' }),
      }),
    ),
  })
  .meta({ id: 'Commission' });

export const getCommission = query('referral.get-commission', { input: z.object({ id: Id }), output: Commission });
export const CommissionFilter = z.object({
  ...Page.shape,
  referrerId: Id.optional(),
  leadId: Id.optional(),
  ...broughtClient,
  invoiceId: Id.optional(),
  state: CommissionState.optional(),
  sort: sortBy(['earnedAt', 'releaseAt'], '-earnedAt'),
});
export const listCommissions = query('referral.list-commissions', {
  input: CommissionFilter,
  output: listOf(Commission),
});

/** What a referrer has earned, by currency; earned = held + taken back + set off + credited. */
export const CommissionStatement = z
  .object({
    referrerId: Id,
    balances: z.array(
      z.object({
        currency: z.string(),
        earned: Money,
        held: Money,
        takenBack: Money,
        setOff: Money,
        credited: Money,
        owedBack: Money.meta({ description: 'Taken back after release, still to be set off (RC-5)' }),
        nextReleaseAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'CommissionStatement' });
export const getCommissionStatement = query('referral.get-commission-statement', {
  input: z.object({ referrerId: Id }),
  output: CommissionStatement,
});

/** PM-12: what referral says of every commission, for the reconciliation: payments compares it with its ledger. */
export const listCommissionTotals = query('referral.list-commission-totals', {
  input: z.object({}),
  output: z.object({
    ok: z.boolean(),
    differences: z.array(z.string()).meta({ description: 'Of a recount within referral' }),
    totals: z.array(
      z.object({
        referrerId: Id,
        currency: z.string(),
        held: Money.meta({
          description: 'Less what is owed back, so it may be negative: what `referrer-held` must be',
        }),
        credited: Money.meta({ description: 'Ever' }),
      }),
    ),
  }),
});
