import { paymentsEvents } from '#libs/contracts';
import { type LinkedPage, linkPath } from '#libs/links';
import { anId, exampleStanding as standing, ids, usd } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { say, type Sentence } from './sentence.js';
import { type Known, template } from './template.js';
import { inFours, isNothing, money, onDay } from './words.rules.js';

type Events = typeof paymentsEvents;

const email = 'billing@blueheron.example';
const payTo = {
  ...{ holder: 'Shoreline Network', bankName: 'Commerzbank', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  reference: 'RF54INV2026000042',
};
const open = ({ baseUrl }: Known, id: string, page: LinkedPage = 'invoice') =>
  link(`Open the ${page.replace('-', ' ')}`, baseUrl + linkPath(page, id));
/** The account and the reference as the invoice itself has them; `please` says what to transfer. */
const howToPay = (please: Sentence, { holder, iban, bic, bankName, reference }: typeof payTo) => [
  paragraph(please),
  facts(
    ['Account', say`${holder}`],
    ['IBAN', say`${inFours(iban)}`],
    ['BIC', say`${bic}`],
    ['Bank', say`${bankName}`],
    ['Reference', say`${inFours(reference)}`],
  ),
];
const questions = ({ accountExecutive }: Known) =>
  paragraph(
    accountExecutive
      ? say`Something isn’t right? Write to ${accountExecutive.name}, ${accountExecutive.email}.`
      : 'Something isn’t right? Tell your account executive.',
  );

export const invoiceIssued = template<Events['invoiceIssued']>({
  name: 'invoice-issued',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the client’s billing address and users when an invoice is issued',
  example: {
    ...{ invoiceId: anId, standing, issuedOn: '2026-03-16', dueOn: '2026-03-30', email, costs: [] },
    ...{ open: standing.total, payTo },
  },
  write: (data, known) =>
    letter(
      say`Invoice ${data.standing.invoiceNumber}: ${money(data.standing.total)}, due on ${onDay(data.dueOn)}`,
      facts(
        ['Invoice', say`${data.standing.invoiceNumber}`],
        ['Net', money(data.standing.net)],
        ['Tax', money(data.standing.tax)],
        ['Total', money(data.standing.total)],
        ...(isNothing(data.standing.paid) ? [] : [['Paid already', money(data.standing.paid)] as const]),
        ['Issued', onDay(data.issuedOn)],
        ['Due', onDay(data.dueOn)],
      ),
      ...howToPay(
        say`Please transfer ${money(data.open)} by ${onDay(data.dueOn)}, and name the reference.`,
        data.payTo,
      ),
      open(known, data.invoiceId),
      questions(known),
    ),
});

export const invoiceReminded = template<Events['invoiceReminded']>({
  name: 'invoice-reminded',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the client’s billing address and users when an invoice is due soon, or overdue',
  example: {
    ...{ invoiceId: anId, invoiceNumber: standing.invoiceNumber, clientId: ids.clientId, email },
    ...{ open: usd('1200.00'), credit: usd('300.00'), dueOn: '2026-03-30', daysOverdue: 7, reminder: 2, payTo },
  },
  write: (data, known) =>
    letter(
      data.daysOverdue > 0
        ? say`Invoice ${data.invoiceNumber} is overdue: ${money(data.open)}`
        : say`Invoice ${data.invoiceNumber} is due soon: ${money(data.open)}`,
      paragraph(
        data.daysOverdue > 0
          ? say`It was due on ${onDay(data.dueOn)}. Perhaps your payment is on its way; then thank you, and forget this.`
          : say`It is due on ${onDay(data.dueOn)}: just so that you don’t forget.`,
      ),
      facts(['Invoice', say`${data.invoiceNumber}`], ['Open', money(data.open)], ['Due', onDay(data.dueOn)]),
      ...howToPay(
        data.daysOverdue > 0
          ? say`Please transfer ${money(data.open)} now, and name the reference.`
          : say`Please transfer ${money(data.open)} by ${onDay(data.dueOn)}, and name the reference.`,
        data.payTo,
      ),
      ...(data.credit
        ? [
            paragraph(
              say`You have a credit of ${money(data.credit)} with us, on no invoice yet: tell us if it shall pay this one, and transfer only the rest.`,
            ),
          ]
        : []),
      open(known, data.invoiceId),
      questions(known),
    ),
});

export const creditNoteIssued = template<Events['creditNoteIssued']>({
  name: 'credit-note-issued',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the client’s billing address and users when something was taken off an invoice',
  example: {
    ...{
      invoiceId: anId,
      standing: { ...standing, credited: usd('120.00'), paid: usd('1080.00') },
      creditNoteId: anId,
    },
    ...{ creditNoteNumber: 'CN-2026-0001', net: usd('100.00'), total: usd('120.00'), parts: [] },
    ...{ reason: 'Two hours were billed twice.', issuedOn: '2026-03-20', email },
    ...{ open: usd('0.00'), freed: usd('50.00'), billAgain: true },
  },
  write: (data, known) =>
    letter(
      say`Credit note ${data.creditNoteNumber}: ${money(data.total)} off invoice ${data.standing.invoiceNumber}`,
      quote(data.reason),
      facts(
        ['Credit note', say`${data.creditNoteNumber}`],
        ['Invoice', say`${data.standing.invoiceNumber}`],
        ['Net', money(data.net)],
        ['Total', money(data.total)],
        ['Issued', onDay(data.issuedOn)],
        ['Still to pay on the invoice', money(data.open)],
      ),
      ...(isNothing(data.freed)
        ? []
        : [
            paragraph(
              say`${money(data.freed)} that you had paid became your credit: it goes to your next invoice, or back to you. Tell your account executive which you prefer.`,
            ),
          ]),
      ...(data.billAgain ? [paragraph('Its hours will stand on a new invoice.')] : []),
      open(known, data.creditNoteId, 'credit-note'),
      questions(known),
    ),
});

export const moneyRefunded = template<Events['moneyRefunded']>({
  name: 'money-refunded',
  topic: 'money',
  rule: 'PM-4',
  description: 'To the client when money went back to it',
  example: {
    ...{ paymentId: anId, clientId: ids.clientId, amount: usd('120.00'), bankReference: 'R-2026-0007' },
    ...{ refundId: anId, kind: 'refund', reason: 'Paid twice.', refundedOn: '2026-03-25' },
  },
  write: (data, known) =>
    letter(
      data.kind === 'refund'
        ? say`We paid ${money(data.amount)} back to you`
        : say`Your bank took ${money(data.amount)} back`,
      quote(data.reason),
      facts(
        ['Amount', money(data.amount)],
        ['On', onDay(data.refundedOn)],
        ['Reference of the bank', say`${data.bankReference}`],
      ),
      ...(data.kind === 'returned' ? [paragraph('What it had paid is open again on your invoices.')] : []),
      questions(known),
    ),
});
