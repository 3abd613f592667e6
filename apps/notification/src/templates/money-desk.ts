import { paymentsEvents } from '#libs/contracts';
import { anId, ids } from './examples.js';
import { facts, letter, link, paragraph } from './letter.js';
import { say } from './sentence.js';
import { type Known, pageOf, template } from './template.js';
import { money, when } from './words.rules.js';

type Events = typeof paymentsEvents;

const payout = { payoutId: anId, expertId: ids.expertId, amount: { amount: '1250.00', currency: 'USD' } };
const open = (known: Known, id: string) => link('Open the payout', pageOf(known, 'payouts', id));

export const payoutToApprove = template<Events['payoutRequested']>({
  name: 'payout-to-approve',
  topic: 'money',
  rule: 'PM-6',
  description: 'To administrators when a payout needs a second person',
  example: {
    ...payout,
    requestedAt: '2026-03-16T09:00:00.000Z',
    promisedBy: '2026-03-17T09:00:00.000Z',
    needsSecondPerson: true,
  },
  write: (data, known) =>
    letter(
      say`${money(data.amount)} wait for a second person`,
      paragraph('An expert asked for a payout that somebody else has to approve.'),
      facts(['Amount', money(data.amount)], ['Promised by', when(data.promisedBy, known.reader.timeZone)]),
      open(known, data.payoutId),
    ),
});

export const payoutNotPaid = template<Events['payoutFailed' | 'payoutReturned']>({
  name: 'payout-not-paid',
  topic: 'money',
  rule: 'PM-5',
  description: 'To administrators when payroll could not pay, or the bank sent the money back',
  example: { ...payout, reason: 'The account is closed.' },
  write: (data, known) =>
    letter(
      say`A payout of ${money(data.amount)} was not paid`,
      paragraph('The money is in the expert’s safe balance again, and the expert was told.'),
      facts(['Reason', say`${data.reason}`]),
      open(known, data.payoutId),
    ),
});

export const payoutWarned = template<Events['payoutPromiseWarned']>({
  name: 'payout-warned',
  topic: 'money',
  rule: 'PM-5',
  description: 'To administrators when half of a payout’s promised time is used up, and at 80 %',
  example: { ...payout, percent: 80, promisedBy: '2026-03-17T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`${data.percent} % of the time for a payout of ${money(data.amount)} is used up`,
      facts(['Promised by', when(data.promisedBy, known.reader.timeZone)]),
      open(known, data.payoutId),
    ),
});

export const payoutLate = template<Events['payoutLate']>({
  name: 'payout-late',
  topic: 'money',
  rule: 'PM-5',
  description: 'To administrators when a payout was not paid within the promise',
  example: { ...payout, promisedBy: '2026-03-17T09:00:00.000Z' },
  write: (data, known) =>
    letter(
      say`Promise broken: a payout of ${money(data.amount)} is late`,
      facts(['Promised by', when(data.promisedBy, known.reader.timeZone)]),
      open(known, data.payoutId),
    ),
});
