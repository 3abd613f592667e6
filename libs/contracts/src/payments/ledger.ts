import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant, listOf, Money, Page, sortBy, text } from '../shapes.js';

// Ledger (PM-1, PM-9)

export const Posting = z
  .object({ id: Id, account: z.string(), ownerId: Id.nullable(), amount: Money })
  .meta({ id: 'Posting' });

export const JournalEntry = z
  .object({
    id: Id,
    number: z.string().meta({ description: 'Place in the chain' }),
    kind: z.string(),
    reference: Id,
    at: Instant,
    by: z.string(),
    postings: z.array(Posting),
    hash: z.string(),
  })
  .meta({ id: 'JournalEntry' });

export const TrialBalanceLine = z
  .object({ account: z.string(), currency: z.string(), debit: Money, credit: Money, balance: Money })
  .meta({ id: 'TrialBalanceLine' });

export const JournalFilter = z.object({
  ...Page.shape,
  reference: Id.optional(),
  kind: text(40).optional(),
  sort: sortBy(['number'], '-number'),
});
export const listJournal = query('payments.list-journal', { input: JournalFilter, output: listOf(JournalEntry) });
export const trialBalance = query('payments.trial-balance', {
  input: z.object({}),
  output: z.object({ items: z.array(TrialBalanceLine) }),
});
