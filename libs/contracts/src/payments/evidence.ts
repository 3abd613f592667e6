import { z } from 'zod';
import { query } from '../contract.js';
import { Day, Id, Instant, Money } from '../shapes.js';
import { PayoutState } from './payouts.js';
import { JournalEntry } from './ledger.js';

// Evidence (PM-10)

/** PM-10: the chain behind one amount, from the estimate to the bank. */
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
        payouts: z.array(
          z.object({ payoutId: Id, amount: Money, state: PayoutState, bankReference: z.string().nullable() }),
        ),
      }),
    ),
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
  })
  .refine((ids) => Object.values(ids).filter(Boolean).length === 1, 'needs exactly one id');
export const explain = query('payments.explain', { input: EvidenceOf, output: Evidence });
