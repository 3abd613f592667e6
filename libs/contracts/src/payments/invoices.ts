import { z } from 'zod';
import { command, query } from '../contract.js';
import { reason } from '../placement/fields.js';
import { Change, Day, Id, Instant, listOf, Money, Page, sortBy, text, Version } from '../shapes.js';
import { Party, SellerParty } from './billing.js';

// Invoices (PM-4)

export const InvoiceState = z
  .enum(['draft', 'issued', 'partly-paid', 'paid', 'void'])
  .meta({ id: 'InvoiceState', description: 'paid: nothing is open; void: all of it was credited' });

export const Invoice = z
  .object({
    id: Id,
    number: z
      .string()
      .nullable()
      .meta({ description: 'Without gaps in each year; none while a draft', example: 'INV-2026-000042' }),
    reference: z
      .string()
      .nullable()
      .meta({ description: 'What a transfer should name (ISO 11649)', example: 'RF54INV2026000042' }),
    clientId: Id,
    clientName: z.string(),
    state: InvoiceState,
    periodStart: Day,
    periodEnd: Day,
    lines: z.int(),
    minutes: z.int(),
    net: Money,
    taxRateBasisPoints: z.int(),
    tax: Money,
    total: Money,
    credited: Money.meta({ description: 'By credit notes, with tax' }),
    paid: Money.meta({ description: 'Allocated to it' }),
    open: Money.meta({ description: 'total - credited - paid' }),
    issuedOn: Day.nullable(),
    dueOn: Day.nullable(),
    overdue: z.boolean(),
    reminders: z.int().meta({ description: 'Sent so far' }),
    purchaseOrder: z.string().nullable(),
    note: z.string().nullable(),
    buyer: Party.nullable().meta({ description: 'As issued' }),
    seller: SellerParty.nullable().meta({ description: 'As issued' }),
    history: z.array(Change),
    version: Version,
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Invoice' });

/** One placement at one rate in one period; its entries are what it is the sum of. */
export const InvoiceLine = z
  .object({
    id: Id,
    position: z.int(),
    settlementId: Id,
    placementId: Id,
    expertId: Id,
    title: z.string(),
    expertName: z.string(),
    firstDay: Day,
    lastDay: Day,
    minutes: z.int(),
    billRate: Money,
    net: Money,
    credited: Money.meta({ description: 'Net, by credit notes' }),
  })
  .meta({ id: 'InvoiceLine' });
export const InvoiceEntry = z
  .object({
    entryId: Id,
    invoiceLineId: Id,
    taskTitle: z.string(),
    workedOn: Day,
    minutes: z.int(),
    net: Money,
    approvedBy: z.string(),
  })
  .meta({ id: 'InvoiceEntry' });

/** Drafts of all that is settled and on no invoice: one a client and currency. What sums to nothing or less waits. */
export const InvoiceOrder = z.strictObject({ clientId: Id.optional() }).meta({ id: 'InvoiceOrder' });
export const draftInvoices = command('payments.draft-invoices', {
  input: InvoiceOrder,
  output: z.object({ items: z.array(Invoice) }),
});
export const getInvoice = query('payments.get-invoice', { input: z.object({ id: Id }), output: Invoice });
export const InvoiceFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  state: InvoiceState.optional(),
  overdue: z.enum(['true', 'false']).optional(),
  number: text(40).optional(),
  from: Day.optional().meta({ description: 'Issued on or after' }),
  to: Day.optional().meta({ description: 'Issued on or before' }),
  sort: sortBy(['createdAt', 'issuedOn', 'dueOn', 'total'], '-createdAt'),
});
/** Drafts are for staff. */
export const listInvoices = query('payments.list-invoices', { input: InvoiceFilter, output: listOf(Invoice) });
export const listInvoiceLines = query('payments.list-invoice-lines', {
  input: z.object({ id: Id, ...Page.shape }),
  output: listOf(InvoiceLine),
});
export const InvoiceEntryFilter = z.object({ ...Page.shape, lineId: Id.optional() });
export const listInvoiceEntries = query('payments.list-invoice-entries', {
  input: z.object({ id: Id, ...InvoiceEntryFilter.shape }),
  output: listOf(InvoiceEntry),
});
export const DraftChange = z
  .strictObject({ purchaseOrder: text(70).nullable(), note: text(1_000).nullable() })
  .partial()
  .meta({ id: 'InvoiceDraftChange' });
export const changeDraft = command('payments.change-draft', {
  input: z.object({ id: Id, version: Version, change: DraftChange }),
  output: Invoice,
});
/** Its settlements wait for the next draft. */
export const discardDraft = command('payments.discard-draft', {
  input: z.object({ id: Id, version: Version }),
  output: z.object({ id: Id }),
});
/** Gives it its number, reference, dates and parties; nothing of it changes afterwards. */
export const issueInvoice = command('payments.issue-invoice', {
  input: z.object({ id: Id, version: Version }),
  output: Invoice,
});
const document = {
  invoice: Invoice,
  lines: z.array(InvoiceLine),
  footer: z.string(),
  at: Instant.meta({ description: 'When it stood so' }),
};
/** All that the document says, also for a draft. */
export const getInvoiceDocument = query('payments.get-invoice-document', {
  input: z.object({ id: Id }),
  output: z.object({
    ...document,
    tasks: z.array(z.object({ invoiceLineId: Id, taskTitle: z.string(), minutes: z.int(), net: Money })),
    creditNotes: z.array(z.object({ number: z.string(), issuedOn: Day, total: Money })),
  }),
});

// Credit notes: the only way an issued invoice becomes less, or void

export const CreditNote = z
  .object({
    id: Id,
    number: z.string().meta({ example: 'CN-2026-000003' }),
    invoiceId: Id,
    invoiceNumber: z.string(),
    clientId: Id,
    reason: z.string(),
    lines: z.array(z.object({ invoiceLineId: Id, net: Money })),
    net: Money,
    tax: Money,
    total: Money,
    freed: Money.meta({ description: 'Of what was paid on the invoice and is now the client’s again' }),
    billAgain: z.boolean().meta({ description: 'Its hours wait for the next draft, as if never billed' }),
    waiting: z.boolean().meta({ description: 'It takes up what waited below zero on no invoice' }),
    issuedOn: Day,
    issuedAt: Instant,
    issuedBy: z.string(),
  })
  .meta({ id: 'CreditNote' });
export const NewCreditNote = z
  .strictObject({
    reason,
    lines: z
      .array(z.strictObject({ invoiceLineId: Id, net: Money }))
      .min(1)
      .max(200)
      .optional()
      .meta({
        description: 'Unless given: all that is left of the invoice, then it is void; with `waiting`, just what waits',
      }),
    billAgain: z.boolean().optional().meta({
      description: 'Its hours wait for the next draft, as if never billed: for a credit note of the whole invoice',
    }),
    waiting: z.boolean().optional().meta({
      description: 'Takes off what waits below zero for this client: corrections that came after its last invoice',
    }),
  })
  .meta({ id: 'NewCreditNote' });
export const creditInvoice = command('payments.credit-invoice', {
  input: z.object({ id: Id, ...NewCreditNote.shape }),
  output: CreditNote,
});
export const getCreditNote = query('payments.get-credit-note', { input: z.object({ id: Id }), output: CreditNote });
/** All that the document says: the invoice as it stands now, and those of its lines that the note takes something off. */
export const getCreditNoteDocument = query('payments.get-credit-note-document', {
  input: z.object({ id: Id }),
  output: z.object({ ...document, creditNote: CreditNote }),
});
export const CreditNoteFilter = z.object({
  ...Page.shape,
  invoiceId: Id.optional(),
  clientId: Id.optional(),
  from: Day.optional().meta({ description: 'Issued on or after' }),
  to: Day.optional(),
  sort: sortBy(['issuedAt'], '-issuedAt'),
});
export const listCreditNotes = query('payments.list-credit-notes', {
  input: CreditNoteFilter,
  output: listOf(CreditNote),
});
