import { z } from 'zod';
import { Day, Id, Instant, Money, text, Version } from '../shapes.js';

export const Balance = z
  .object({
    currency: z.string(),
    available: Money.meta({ description: 'The safe balance: what can be paid out now' }),
    reserved: Money.meta({ description: 'Asked for and on its way' }),
    waiting: Money.meta({ description: 'Approved hours not settled yet, at the rates of their days' }),
    nextSettlementOn: Day,
  })
  .meta({ id: 'Balance' });
export const Balances = z.object({ expertId: Id, balances: z.array(Balance) }).meta({ id: 'Balances' });

/** PM-9: one line of an expert's timeline. */
export const TimelineItem = z
  .object({
    id: Id,
    at: Instant,
    kind: z.enum(['settlement', 'payout-requested', 'payout-paid', 'payout-released', 'payout-returned']),
    amount: Money.meta({ description: 'Change of the safe balance; negative when it goes out' }),
    balance: Money.meta({ description: 'The safe balance after it' }),
    state: z.string(),
    nextDate: Instant.nullable(),
    reason: z.string(),
    settlementId: Id.nullable(),
    payoutId: Id.nullable(),
  })
  .meta({ id: 'TimelineItem' });

export const NewBankDetails = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('iban'), holder: text(70), iban: text(42), bic: text(11) }),
    z.strictObject({ kind: z.literal('us'), holder: text(70), routingNumber: text(9), accountNumber: text(17) }),
  ])
  .meta({ id: 'NewBankDetails' });
export const BankDetails = z
  .object({
    expertId: Id,
    kind: z.enum(['iban', 'us']),
    holder: z.string(),
    masked: z.string().meta({ example: 'DE89 **** **** **** **** 00' }),
    bic: z.string().nullable(),
    changedAt: Instant,
    changedBy: z.string(),
    version: Version,
  })
  .meta({ id: 'BankDetails' });

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

/** What payroll answers about a payout (PM-8); any number of times, the answer is the same. */
export const PayrollAnswer = z
  .strictObject({
    payoutId: Id,
    outcome: z.enum(['sent', 'paid', 'failed', 'returned']),
    bankReference: text(140).optional(),
    reason: text(500).optional(),
  })
  .meta({ id: 'PayrollAnswer' });

export const SettlementLine = z
  .object({
    entryId: Id,
    settlementId: Id,
    taskTitle: z.string(),
    workedOn: Day,
    minutes: z.int(),
    payRate: Money.optional(),
    billRate: Money.optional(),
    pay: Money.optional(),
    bill: Money.optional(),
  })
  .meta({ id: 'SettlementLine' });
export const Settlement = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    periodStart: Day,
    periodEnd: Day,
    lines: z.int(),
    minutes: z.int(),
    pay: Money.optional().meta({ description: 'Absent for clients' }),
    bill: Money.optional().meta({ description: 'Absent for experts' }),
    settledAt: Instant,
  })
  .meta({ id: 'Settlement' });
export const SettlementRun = z
  .object({
    id: Id,
    periodStart: Day,
    periodEnd: Day,
    state: z.enum(['running', 'done']),
    startedAt: Instant,
    finishedAt: Instant.nullable(),
    startedBy: z.string(),
    settlements: z.int(),
    lines: z.int(),
    linesSettled: z.int().meta({ description: 'Progress while it runs' }),
    refused: z.array(z.object({ placementId: Id, reason: z.string() })),
  })
  .meta({ id: 'SettlementRun' });

/** What a client owes and has not been invoiced for yet: the invoice-to-be. */
export const Receivable = z
  .object({ clientId: Id, clientName: z.string(), amount: Money, settlements: z.int(), minutes: z.int() })
  .meta({ id: 'Receivable' });

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

export const Reconciliation = z
  .object({
    ok: z.boolean(),
    at: Instant,
    checks: z.array(
      z.object({
        name: z.string(),
        rule: z.string(),
        ok: z.boolean(),
        counted: z.int(),
        differences: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Reconciliation' });

export const PayoutPolicy = z
  .object({
    secondPersonAbove: z.array(Money).meta({ description: 'PM-6, one amount a currency' }),
    bankDetailsRestHours: z.int().meta({ description: 'PM-6' }),
    promiseHours: z.int().meta({ description: 'PM-5' }),
    version: Version,
  })
  .meta({ id: 'PayoutPolicy' });

/** Where the money goes; payroll needs it in full (docs/decisions). */
export const Beneficiary = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('iban'), holder: z.string(), iban: z.string(), bic: z.string() }),
  z.object({ kind: z.literal('us'), holder: z.string(), routingNumber: z.string(), accountNumber: z.string() }),
]);
