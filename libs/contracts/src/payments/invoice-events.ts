import { z } from 'zod';
import { event } from '../contract.js';
import { Day, Id, Instant, Money } from '../shapes.js';
import { InvoicePart, InvoiceStanding } from './invoice-standing.js';

const invoice = { invoiceId: Id, standing: InvoiceStanding };
/** What experts got for what is billed, by placement. */
const costs = z.array(z.object({ placementId: Id, expertId: Id, pay: Money, minutes: z.int() }));
/** How to pay it, as the invoice itself says: the account of the seller, and the reference to name (ISO 11649). */
const payTo = z.object({
  holder: z.string(),
  bankName: z.string(),
  iban: z.string(),
  bic: z.string(),
  reference: z.string(),
});
export const invoiceDrafted = event('payments.invoice-drafted.v1', {
  aggregate: 'invoice',
  description: 'A draft waits to be checked and issued (PM-4).',
  data: z.object({ invoiceId: Id, clientId: Id, net: Money, periodStart: Day, periodEnd: Day }),
});
export const invoiceIssued = event('payments.invoice-issued.v1', {
  aggregate: 'invoice',
  description: 'An invoice has its number and is due (PM-4).',
  data: z.object({
    ...invoice,
    issuedOn: Day,
    dueOn: Day,
    open: Money,
    payTo,
    email: z.string(),
    costs,
  }),
});
export const invoiceReminded = event('payments.invoice-reminded.v1', {
  aggregate: 'invoice',
  description: 'An invoice is due soon, or overdue (PM-4).',
  data: z.object({
    invoiceId: Id,
    invoiceNumber: z.string(),
    clientId: Id,
    email: z.string(),
    open: Money,
    credit: Money.optional().meta({ description: 'What the client has in this currency on no invoice, if anything' }),
    payTo,
    dueOn: Day,
    daysOverdue: z.int(),
    reminder: z.int().meta({ description: 'First, second…' }),
  }),
});
export const creditUnallocated = event('payments.credit-unallocated.v1', {
  aggregate: 'invoice',
  description: 'A reminder was due, and the client’s credit pays for it as soon as a person allocates it (PM-4).',
  data: z.object({ invoiceId: Id, invoiceNumber: z.string(), clientId: Id, open: Money, credit: Money, dueOn: Day }),
});
export const creditNoteIssued = event('payments.credit-note-issued.v1', {
  aggregate: 'invoice',
  description: 'A credit note took something off an issued invoice, or all of it (PM-4).',
  data: z.object({
    ...invoice,
    creditNoteId: Id,
    creditNoteNumber: z.string(),
    net: Money,
    total: Money,
    parts: z.array(InvoicePart).meta({ description: 'What it takes off' }),
    costs: costs
      .optional()
      .meta({ description: 'Experts’ pay that comes off with it: to come with the next invoice, or corrected' }),
    reason: z.string(),
    issuedOn: Day,
    open: Money.meta({ description: 'Of the invoice, after it' }),
    freed: Money.meta({ description: 'Of what was paid on the invoice and is now the client’s again' }),
    billAgain: z.boolean().default(false).meta({ description: 'Whether its hours come on another invoice' }),
    freedFrom: z
      .array(z.object({ movementId: Id, paymentId: Id, amount: Money }))
      .optional()
      .meta({ description: 'The payments that are the client’s again, and how much of each' }),
    email: z.string(),
  }),
});
export const moneyReceived = event('payments.money-received.v1', {
  aggregate: 'invoice',
  description: 'Money of the client was allocated to an invoice (PM-4).',
  data: z.object({
    ...invoice,
    /** The allocation. */
    movementId: Id,
    paymentId: Id,
    bankReference: z.string(),
    /** One for each account money came from; not its number. */
    payerAccountId: Id.nullable(),
    amount: Money,
    receivedOn: Day,
    at: Instant,
  }),
});
export const moneyTakenOff = event('payments.money-taken-off.v1', {
  aggregate: 'invoice',
  description:
    'Allocated money was taken off an invoice again: a refund, the bank, or a person who says it was never for it; of a credit note its own event tells (PM-4).',
  data: z.object({
    ...invoice,
    movementId: Id,
    paymentId: Id,
    amount: Money,
    why: z.enum(['refund', 'returned', 'reversal']),
    at: Instant,
  }),
});
export const invoicePaid = event('payments.invoice-paid.v1', {
  aggregate: 'invoice',
  description: 'Nothing of an invoice is open any more (PM-4).',
  data: z.object({ ...invoice, paidOn: Day }),
});

const payment = { paymentId: Id, clientId: Id.nullable(), amount: Money, bankReference: z.string() };
export const moneyUnmatched = event('payments.money-unmatched.v1', {
  aggregate: 'client-payment',
  description: 'Money came in that a person has to match (PM-4).',
  data: z.object({ ...payment, payerName: z.string().nullable(), remittance: z.string().nullable() }),
});
export const returnUnmatched = event('payments.return-unmatched.v1', {
  aggregate: 'bank-return',
  description: 'The bank took money back, and what of is not known: its payment may come yet, or a person says (PM-4).',
  data: z.object({
    returnId: Id,
    clientId: Id.nullable(),
    amount: Money,
    bankReference: z.string(),
    bookedOn: Day,
    remittance: z.string().nullable(),
  }),
});
export const creditDue = event('payments.credit-due.v1', {
  aggregate: 'client-credit',
  description:
    'Corrections of a client sum to less than nothing and are on no invoice: a person has to credit them (PM-4).',
  data: z.object({ clientId: Id, amount: Money.meta({ description: 'What it is owed' }) }),
});
export const moneyRefunded = event('payments.money-refunded.v1', {
  aggregate: 'client-payment',
  description: 'Money went back to a client (PM-4).',
  data: z.object({
    ...payment,
    refundId: Id,
    kind: z.enum(['refund', 'returned']),
    reason: z.string(),
    refundedOn: Day,
  }),
});

export const bankAccountNamed = event('payments.bank-account-named.v1', {
  aggregate: 'expert-bank-account',
  description: 'An expert is paid to this account from now on: the same id for the same account, never its number.',
  data: z.object({ expertId: Id, bankAccountId: Id, at: Instant }),
});
