import { z } from 'zod';
import { query } from '../contract.js';
import { Id, Instant, listOf, Money, Page, sortBy, text } from '../shapes.js';

// Ledger (PM-1, PM-9)

const journalKinds =
  'settlement (a settlement); payout- and the state it reached (a payout); invoice-issued (an invoice: its tax); ' +
  'money-received (a payment); money-assigned (an assignment of a payment: it became known, or was corrected, whose it is); ' +
  'credit-note, and bill-again where its hours are billed again (a credit note); refund; ' +
  'commission-earned, commission-released (a commission); commission-taken-back; referrer-payout, ' +
  'referrer-payout-returned (a transfer to a referrer)';

const accounts =
  'client-receivable, expert-safe, expert-reserved, referrer-held, referrer-safe, network-revenue, network-tax, ' +
  'network-commission, network-cash, network-clearing, network-suspense (money that is nobody’s yet)';

export const Posting = z
  .object({ id: Id, account: z.string(), ownerId: Id.nullable(), amount: Money })
  .meta({ id: 'Posting' });

export const JournalEntry = z
  .object({
    id: Id,
    number: z.string().meta({ description: 'Place in the chain' }),
    kind: z.string().meta({ description: journalKinds, example: 'money-received' }),
    reference: Id.meta({ description: 'What it was posted for, by its kind' }),
    at: Instant,
    by: z.string(),
    postings: z.array(Posting),
    hash: z.string(),
  })
  .meta({ id: 'JournalEntry' });

export const TrialBalanceLine = z
  .object({
    account: z.string().meta({ description: accounts }),
    currency: z.string(),
    debit: Money,
    credit: Money,
    balance: Money,
  })
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
