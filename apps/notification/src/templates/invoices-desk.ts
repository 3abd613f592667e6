import { paymentsEvents } from '#libs/contracts';
import { anId, exampleStanding as standing, ids, usd } from './examples.js';
import { invoiceReminded as reminded } from './invoices.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { clientOf, type Known, pageOf, template } from './template.js';
import { money, onDay } from './words.rules.js';

type Events = typeof paymentsEvents;

const open = (known: Known, id: string) => link('Open the invoice', pageOf(known, 'invoices', id));

export const invoiceDrafted = template<Events['invoiceDrafted']>({
  name: 'invoice-drafted',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive when a draft waits to be checked and issued',
  example: {
    ...{ invoiceId: anId, clientId: ids.clientId, net: usd('1000.00') },
    ...{ periodStart: '2026-03-02', periodEnd: '2026-03-15' },
  },
  write: (data, known) =>
    letter(
      say`An invoice to check: ${money(data.net)} for ${clientOf(known)}`,
      paragraph('It goes to the client once you have checked and issued it.'),
      facts(['Net', money(data.net)], ['Period', `${onDay(data.periodStart)} to ${onDay(data.periodEnd)}`]),
      open(known, data.invoiceId),
    ),
});

export const invoiceOverdue = template<Events['invoiceReminded']>({
  name: 'invoice-overdue',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive when its client was reminded of an overdue invoice',
  example: reminded.example,
  write: (data, known) =>
    letter(
      say`${clientOf(known)} owes ${money(data.open)} since ${onDay(data.dueOn)}`,
      paragraph('The client was reminded. A call often finds out what holds it up.'),
      facts(
        ['Invoice', say`${data.invoiceNumber}`],
        ['Days overdue', String(data.daysOverdue)],
        ['Reminders', String(data.reminder)],
        ...(data.credit ? [['Its credit, on no invoice', money(data.credit)] as const] : []),
      ),
      open(known, data.invoiceId),
    ),
});

export const creditUnallocated = template<Events['creditUnallocated']>({
  name: 'credit-unallocated',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive, in place of a reminder, when the client’s own credit pays for it',
  example: {
    ...{ invoiceId: anId, invoiceNumber: standing.invoiceNumber, clientId: ids.clientId },
    ...{ open: usd('1200.00'), credit: usd('1500.00'), dueOn: '2026-03-30' },
  },
  write: (data, known) =>
    letter(
      say`${clientOf(known)} has ${money(data.credit)} of credit: ${data.invoiceNumber} waits for it`,
      paragraph('The client was not reminded: its money is there. Allocate it to the invoice, or give it back.'),
      facts(['Open', money(data.open)], ['Credit', money(data.credit)], ['Due', onDay(data.dueOn)]),
      open(known, data.invoiceId),
    ),
});

export const invoicePaid = template<Events['invoicePaid']>({
  name: 'invoice-paid',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive when nothing of an invoice is open any more',
  example: { invoiceId: anId, standing: { ...standing, paid: standing.total }, paidOn: '2026-03-28' },
  write: (data, known) =>
    letter(
      say`${clientOf(known)} paid invoice ${data.standing.invoiceNumber}`,
      facts(['Total', money(data.standing.total)], ['Paid on', onDay(data.paidOn)]),
      open(known, data.invoiceId),
    ),
});

export const moneyUnmatched = template<Events['moneyUnmatched']>({
  name: 'money-unmatched',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive, or administrators, when nobody knows what money is for',
  example: {
    ...{ paymentId: anId, clientId: null, amount: usd('500.00'), bankReference: '2026030200012345' },
    ...{ payerName: 'Heron GmbH', remittance: 'for your work' },
  },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} came in: what are they for?`,
      paragraph('Choose the client or the invoice; until then it is the credit of nobody.'),
      facts(
        ['Payer', say`${data.payerName ?? 'not named'}`],
        ['Remittance', say`${data.remittance ?? 'nothing'}`],
        ['Reference of the bank', say`${data.bankReference}`],
      ),
      link('Match the payment', pageOf(known, 'client-payments', data.paymentId)),
    ),
});

export const returnUnmatched = template<Events['returnUnmatched']>({
  name: 'return-unmatched',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive, or administrators, when the bank took back money and nobody knows which',
  example: {
    ...{ returnId: anId, clientId: null, amount: usd('500.00'), bankReference: '2026030300000007' },
    ...{ bookedOn: '2026-03-03', remittance: 'Account closed' },
  },
  write: (data, known) =>
    letter(
      say`The bank took back ${money(data.amount)}: of which payment?`,
      paragraph('When that payment is recorded, it is taken off by itself. Else record it as a refund of its payment.'),
      facts(
        ['Booked on', onDay(data.bookedOn)],
        ['Remittance', say`${data.remittance ?? 'nothing'}`],
        ['Reference of the bank', say`${data.bankReference}`],
      ),
      link('See what waits', `${known.baseUrl}/v1/bank-statement-entries?outcome=return-unmatched`),
    ),
});

export const creditDue = template<Events['creditDue']>({
  name: 'credit-due',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the account executive when corrections of a client are below zero and no invoice takes them up',
  example: { clientId: ids.clientId, amount: usd('90.00') },
  write: (data, known) =>
    letter(
      say`${clientOf(known)} is owed ${money(data.amount)} that no invoice takes off`,
      paragraph('Hours were corrected after they were billed, and there are no others to set them off against.'),
      paragraph(
        'More hours to come will take it off by themselves. Otherwise credit an earlier invoice with “waiting”.',
      ),
      facts(['Owed', money(data.amount)]),
    ),
});
