import { paymentsEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { type Known, pageOf, template } from './template.js';
import { money, when } from './words.rules.js';

type Events = typeof paymentsEvents;

const payout = { payoutId: anId, expertId: ids.expertId, amount: { amount: '1250.00', currency: 'USD' } };
const open = (known: Known, id: string) => link('Open the payout', pageOf(known, 'payouts', id));
const safe = 'The money is in your safe balance again.';

export const payoutApproved = template<Events['payoutApproved']>({
  name: 'payout-approved',
  topic: 'money',
  rule: 'PM-8',
  description: 'To the expert when its payout goes to payroll',
  example: {
    ...payout,
    beneficiary: { kind: 'iban', holder: 'Ana Šimić', iban: 'HR1210010051863000160', bic: 'ZABAHR2X' },
    promisedBy: '2026-03-17T09:00:00.000Z',
    approvedBy: 'Shoreline',
  },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} are on their way to payroll`,
      paragraph(say`Your payout of ${money(data.amount)} was approved.`),
      facts(['Promised by', when(data.promisedBy, known.reader.timeZone)]),
      open(known, data.payoutId),
    ),
});

export const payoutRejected = template<Events['payoutRejected']>({
  name: 'payout-rejected',
  topic: 'money',
  rule: 'PM-6',
  description: 'To the expert when the second person refused its payout',
  example: { ...payout, reason: 'Please confirm your new bank details first.' },
  write: (data, known) =>
    letter(
      say`Your payout of ${money(data.amount)} was not approved`,
      paragraph(safe),
      facts(['Reason', say`${data.reason}`]),
      open(known, data.payoutId),
    ),
});

export const payoutSent = template<Events['payoutSent']>({
  name: 'payout-sent',
  topic: 'money',
  rule: 'PM-8',
  description: 'To the expert when payroll gave its payout to the bank',
  example: { ...payout, bankReference: 'SHL-2026-0042' },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} are at the bank`,
      paragraph(say`Payroll gave your payout of ${money(data.amount)} to the bank.`),
      ...(data.bankReference ? [facts(['Reference', say`${data.bankReference}`])] : []),
      open(known, data.payoutId),
    ),
});

export const payoutPaid = template<Events['payoutPaid']>({
  name: 'payout-paid',
  topic: 'money',
  rule: 'PM-8',
  description: 'To the expert when its payout was paid',
  example: { ...payout, bankReference: 'SHL-2026-0042', paidAt: '2026-03-16T15:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} were paid`,
      paragraph(say`Your payout of ${money(data.amount)} was paid on ${when(data.paidAt, known.reader.timeZone)}.`),
      ...(data.bankReference ? [facts(['Reference', say`${data.bankReference}`])] : []),
      open(known, data.payoutId),
    ),
});

export const payoutFailed = template<Events['payoutFailed']>({
  name: 'payout-failed',
  topic: 'money',
  rule: 'PM-5',
  description: 'To the expert when payroll could not pay',
  example: { ...payout, reason: 'The account is closed.' },
  write: (data, known) =>
    letter(
      say`Your payout of ${money(data.amount)} could not be paid`,
      paragraph(`${safe} Please check your bank details, then ask for it again.`),
      facts(['Reason', say`${data.reason}`]),
      open(known, data.payoutId),
    ),
});

export const payoutReturned = template<Events['payoutReturned']>({
  name: 'payout-returned',
  topic: 'money',
  rule: 'PM-5',
  description: 'To the expert when the bank sent a paid amount back',
  example: { ...payout, reason: 'The account is closed.' },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} came back from the bank`,
      paragraph(`${safe} Please check your bank details, then ask for it again.`),
      facts(['Reason', say`${data.reason}`]),
      open(known, data.payoutId),
    ),
});

export const payoutDelayed = template<Events['payoutLate']>({
  name: 'payout-delayed',
  topic: 'money',
  rule: 'PM-5',
  description: 'To the expert when its payout was not paid within the promise',
  example: { ...payout, promisedBy: '2026-03-17T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Your payout of ${money(data.amount)} is late, and we are at it`,
      paragraph(
        say`It was promised by ${when(data.promisedBy, known.reader.timeZone)}. We are sorry; we know about it.`,
      ),
      open(known, data.payoutId),
    ),
});
