import { z } from 'zod';
import { command, query } from '../contract.js';
import { reason } from '../placement/fields.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy, text } from '../shapes.js';

// Money in (PM-4)

export const ClientPaymentState = z
  .enum(['unmatched', 'unallocated', 'partly-allocated', 'allocated', 'refunded'])
  .meta({
    id: 'ClientPaymentState',
    description:
      'unmatched: nobody knows yet whose it is; unallocated, partly-allocated: all or some of it is the client’s credit; allocated: ' +
      'nothing of it is left over; refunded: all of it went back',
  });
export const PaymentSource = z.enum(['by-hand', 'partner', 'statement']).meta({ id: 'PaymentSource' });
const bankReference = text(140).meta({
  description: "The bank's own; one payment for each",
  example: '2026030200012345',
});

/** What partners aren't told: it would say what is open on an invoice they only know the number of, and whose it is. */
const untold = { description: 'Not told to partners' };
export const ClientPayment = z
  .object({
    id: Id,
    clientId: Id.nullable().meta({ description: 'To a partner, the one it said itself' }),
    clientName: z.string().nullable(),
    amount: Money,
    receivedOn: Day,
    bankReference: z.string(),
    payerName: z.string().nullable(),
    payerAccount: z.string().nullable().meta({ description: 'Masked' }),
    remittance: z.string().nullable().meta({ description: 'What the payer wrote' }),
    source: PaymentSource,
    matched: z.boolean().meta({ description: 'Whether it is known whose it is' }),
    state: ClientPaymentState.optional().meta(untold),
    matching: z.string().optional().meta({
      description: "How it was matched, or why it wasn't. Not told to partners",
      example: 'It names INV-2026-000042.',
    }),
    allocated: Money.optional().meta(untold),
    refunded: Money.optional().meta(untold),
    unallocated: Money.optional().meta({
      description: 'amount - allocated - refunded: the client’s credit. Not told to partners',
    }),
    allocations: z
      .array(
        z.object({
          id: Id,
          invoiceId: Id,
          invoiceNumber: z.string(),
          amount: Money.meta({ description: 'Negative when it was taken off again' }),
          because: z.string(),
          at: Instant,
          by: z.string(),
        }),
      )
      .optional()
      .meta(untold),
    assignments: z
      .array(z.object({ clientId: Id.nullable(), because: z.string(), at: Instant, by: z.string() }))
      .optional()
      .meta({ description: 'Whose it was said to be after it came in, for staff; null: nobody’s any more' }),
    suggestions: z
      .array(z.object({ invoiceId: Id, invoiceNumber: z.string(), clientId: Id, open: Money, because: z.string() }))
      .optional()
      .meta({ description: 'For a person to choose from, while something is unallocated' }),
    statementId: Id.nullable(),
    recordedAt: Instant,
    recordedBy: z.string(),
  })
  .meta({ id: 'ClientPayment' });

export const NewClientPayment = z
  .strictObject({
    bankReference,
    amount: Money,
    receivedOn: Day,
    clientId: Id.optional(),
    invoiceNumber: text(40).optional(),
    remittance: text(500).optional(),
    payerName: text(140).optional(),
    payerIban: text(42).optional(),
  })
  .meta({ id: 'NewClientPayment' });
/** Once for each bank reference: the same again gives the same, another content 409 `payments.bank-reference-used`. */
export const recordClientPayment = command('payments.record-client-payment', {
  input: NewClientPayment,
  output: ClientPayment,
});
export const getClientPayment = query('payments.get-client-payment', {
  input: z.object({ id: Id }),
  output: ClientPayment,
});
export const ClientPaymentFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  invoiceId: Id.optional().meta({ description: 'Not for partners' }),
  state: ClientPaymentState.optional().meta({ description: 'Not for partners' }),
  source: PaymentSource.optional(),
  bankReference: text(140).optional(),
  from: Day.optional().meta({ description: 'Received on or after' }),
  to: Day.optional().meta({ description: 'Received on or before' }),
  currency: Money.shape.currency.optional(),
  amountFrom: Money.shape.amount.optional().meta({ description: 'At least this much of `currency`' }),
  amountTo: Money.shape.amount.optional().meta({ description: 'At most this much of `currency`' }),
  sort: sortBy(['receivedOn', 'recordedAt'], '-recordedAt'),
});
export const listClientPayments = query('payments.list-client-payments', {
  input: ClientPaymentFilter,
  output: listOf(ClientPayment),
});
export const NewAllocation = z
  .strictObject({
    clientId: Id.optional().meta({ description: 'Whose money it is, while that is unknown' }),
    invoiceId: Id.optional(),
    amount: Money.optional().meta({ description: 'As much as both sides have left unless given' }),
  })
  .refine(({ clientId, invoiceId }) => clientId ?? invoiceId, 'needs a client or an invoice')
  .meta({ id: 'NewAllocation' });
export const allocateClientPayment = command('payments.allocate-client-payment', {
  input: z.object({ id: Id, allocation: NewAllocation }),
  output: ClientPayment,
});

export const NewReversal = z
  .strictObject({
    invoiceId: Id.optional().meta({ description: 'To be taken off this invoice; none: it is not this client’s money' }),
    amount: Money.optional().meta({ description: 'All of it that is on the invoice unless given' }),
    reason,
  })
  .meta({ id: 'NewReversal' });
/** Money that was allocated, or said to be a client's, by mistake. */
export const reverseClientPayment = command('payments.reverse-client-payment', {
  input: z.object({ id: Id, reversal: NewReversal }),
  output: ClientPayment,
});

export const Refund = z
  .object({
    id: Id,
    paymentId: Id,
    clientId: Id.nullable().meta({ description: 'Null when it was returned before anybody knew whose it was' }),
    amount: Money,
    bankReference: z.string(),
    refundedOn: Day,
    reason: z.string(),
    kind: z.enum(['refund', 'returned']).meta({ description: 'returned: the bank took it back' }),
    takenOff: z
      .array(z.object({ invoiceId: Id, invoiceNumber: z.string(), amount: Money }))
      .meta({ description: 'From the invoices it had paid, the latest first, after what was unallocated' }),
    recordedAt: Instant,
    recordedBy: z.string(),
  })
  .meta({ id: 'Refund' });
export const NewRefund = z
  .strictObject({
    amount: Money,
    bankReference,
    refundedOn: Day,
    reason,
    reopensInvoices: z.boolean().optional().meta({
      description: 'Needed for more than what is unallocated: invoices it had paid are open again',
    }),
  })
  .meta({ id: 'NewRefund' });
export const refundClientPayment = command('payments.refund-client-payment', {
  input: z.object({ id: Id, refund: NewRefund }),
  output: Refund,
});
export const RefundFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  paymentId: Id.optional(),
  kind: Refund.shape.kind.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['recordedAt'], '-recordedAt'),
});
export const listRefunds = query('payments.list-refunds', { input: RefundFilter, output: listOf(Refund) });
