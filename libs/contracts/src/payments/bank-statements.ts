import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy, text } from '../shapes.js';

// Bank statements (camt.053)

export const StatementEntryOutcome = z
  .enum(['matched', 'unmatched', 'known', 'returned', 'return-unmatched', 'ignored', 'refused'])
  .meta({
    id: 'StatementEntryOutcome',
    description:
      'matched: on an invoice, recorded now or by whoever earns on it; unmatched: on none; known: recorded before; ' +
      'returned: the bank took a payment back, or a transfer to a referrer came back; return-unmatched: the bank took back ' +
      'what is not known yet, it waits for its payment or for a refund with its bank reference; ignored: no money in, or ' +
      'a payout that came back; refused: a person has to look at it',
  });
export const BankStatement = z
  .object({
    id: Id,
    statementId: z.string().meta({ description: "The bank's own" }),
    account: z.string().meta({ description: 'Masked' }),
    from: Day.nullable(),
    to: Day.nullable(),
    opening: Money,
    closing: Money,
    counts: z.partialRecord(StatementEntryOutcome, z.int()).meta({ description: 'When it was imported' }),
    importedAt: Instant,
    importedBy: z.string(),
  })
  .meta({ id: 'BankStatement' });
export const StatementEntry = z
  .object({
    statementId: Id,
    line: z.int(),
    bankReference: z.string().nullable(),
    bookedOn: Day.nullable(),
    amount: Money.meta({ description: 'Negative when it went out' }),
    payerName: z.string().nullable(),
    remittance: z.string().nullable(),
    outcome: StatementEntryOutcome.meta({ description: 'Of a return as it is now, of all else when it was imported' }),
    detail: z.string(),
    paymentId: Id.nullable(),
  })
  .meta({ id: 'StatementEntry' });
export const NewBankStatement = z
  .strictObject({
    xml: z.string().min(1).max(5_000_000).meta({ description: 'A camt.053 message as the bank wrote it' }),
  })
  .meta({ id: 'NewBankStatement' });
/** One file may hold several statements: all of them, or none. The same again answers what it became the first time. */
export const importBankStatement = command('payments.import-bank-statement', {
  input: NewBankStatement,
  output: z.object({ items: z.array(BankStatement) }),
});
export const getBankStatement = query('payments.get-bank-statement', {
  input: z.object({ id: Id }),
  output: BankStatement,
});
export const BankStatementFilter = z.object({
  ...Page.shape,
  account: text(70).optional().meta({ description: 'In full' }),
  from: Day.optional().meta({ description: 'Of this day or later; one that names no days is in no range' }),
  to: Day.optional().meta({ description: 'Of this day or earlier' }),
  sort: sortBy(['day', 'importedAt'], '-importedAt').meta({ description: 'day: its last' }),
});
export const listBankStatements = query('payments.list-bank-statements', {
  input: BankStatementFilter,
  output: listOf(BankStatement),
});
export const StatementEntryFilter = z.object({
  ...Page.shape,
  outcome: StatementEntryOutcome.optional(),
  bookedOn: Day.optional(),
  q: text(200).optional().meta({ description: "In the payer's name, what it wrote, or the bank's reference" }),
});
export const listStatementEntries = query('payments.list-statement-entries', {
  input: z.object({
    id: Id.optional().meta({ description: 'Of all statements unless given' }),
    ...StatementEntryFilter.shape,
  }),
  output: listOf(StatementEntry),
});
