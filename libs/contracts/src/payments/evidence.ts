import { z } from 'zod';
import { query } from '../contract.js';
import { Day, Id, Instant, Money } from '../shapes.js';
import { PayoutState } from './payouts.js';
import { JournalEntry } from './ledger.js';

// Evidence (PM-10)

const paidOut = z
  .array(z.object({ payoutId: Id, amount: Money, state: PayoutState, bankReference: z.string().nullable() }))
  .meta({ description: 'So much of it was paid out, the oldest first' });

/** PM-10: the chain behind one amount, from the estimate to the bank. What isn't the reader's to see is left out or null. */
export const Evidence = z
  .object({
    amount: Money,
    entries: z.array(
      z.object({
        taskId: Id,
        taskTitle: z.string(),
        estimateMinutes: z.int().nullable(),
        entryId: Id,
        workedOn: Day,
        minutes: z.int(),
        approvedAt: Instant,
        approvedBy: z.string(),
        how: z.string(),
        settlementId: Id.nullable(),
        settledAt: Instant.nullable(),
        payRate: Money.nullable(),
        billRate: Money.nullable(),
        pay: Money.nullable(),
        bill: Money.nullable(),
        journalEntryId: Id.nullable(),
        invoiceLineId: Id.nullable(),
        payouts: paidOut,
      }),
    ),
    invoices: z.array(
      z.object({
        invoiceId: Id,
        number: z.string().nullable().meta({ description: 'None while a draft' }),
        lines: z.array(
          z.object({
            invoiceLineId: Id,
            title: z.string(),
            expertName: z.string(),
            net: Money.nullable(),
            credited: Money.nullable(),
          }),
        ),
      }),
    ),
    moneyIn: z
      .array(
        z.object({
          paymentId: Id,
          bankReference: z.string(),
          receivedOn: Day,
          amount: Money.nullable(),
          allocations: z.array(
            z.object({
              allocationId: Id,
              invoiceId: Id,
              amount: Money.meta({ description: 'Negative when it was taken off again' }),
              at: Instant,
            }),
          ),
        }),
      )
      .meta({ description: 'What was received for these invoices' }),
    commissions: z
      .array(
        z.object({
          commissionId: Id,
          referrerId: Id,
          leadId: Id,
          clientId: Id,
          invoiceId: Id,
          invoiceNumber: z.string(),
          paymentId: Id,
          bankReference: z.string(),
          base: Money,
          ratePercent: z.int(),
          amount: Money.meta({ description: 'Earned' }),
          takenBack: Money,
          credited: Money.meta({ description: 'To the safe balance' }),
          payouts: paidOut,
        }),
      )
      .meta({ description: 'RC-8' }),
    journal: z.array(JournalEntry),
  })
  .meta({ id: 'Evidence' });

/** PM-10: exactly one of the ids. */
export const EvidenceOf = z
  .strictObject({
    entryId: Id.optional(),
    settlementId: Id.optional(),
    journalEntryId: Id.optional(),
    postingId: Id.optional(),
    payoutId: Id.optional(),
    invoiceId: Id.optional(),
    clientPaymentId: Id.optional(),
    commissionId: Id.optional(),
  })
  .refine((ids) => Object.values(ids).filter(Boolean).length === 1, 'needs exactly one id');
export const explain = query('payments.explain', { input: EvidenceOf, output: Evidence });
