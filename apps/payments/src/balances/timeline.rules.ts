import { formatMoney, type Money } from '#libs/money';
import { isOpen, type PayoutState } from '../payouts/payout-states.rules.js';

export type TimelineKind =
  'settlement' | 'commission' | 'payout-requested' | 'payout-paid' | 'payout-released' | 'payout-returned';

/** What a line of the timeline is about. */
export type TimelineSubject =
  | { kind: 'settlement'; clientName: string; title: string; minutes: number; periodStart: string; periodEnd: string }
  | { kind: 'commission'; clientName: string; invoiceNumber: string; bankReference: string | null }
  | {
      kind: Exclude<TimelineKind, 'settlement' | 'commission'>;
      /** The state the payout is in by now. */
      state: PayoutState;
      amount: Money;
      bankAccount: string;
      bankReference: string | null;
      approvalReason: string | null;
      promisedBy: Date;
      late: boolean;
      /** Why it came back, in the words of who sent it back. */
      because: string | null;
    };

/** PM-9. A line of the timeline in plain words: state, the date to look forward to, and the reason. */
export interface Told {
  state: string;
  nextDate: Date | null;
  reason: string;
}

/**
 * PM-9. Says what happened: `42 h 30 min for Acme, Backend, from 2026-01-05 to 2026-01-18.`, `Commission for invoice
 * INV-2026-000001 of Acme, bank reference B-7.` or `You asked for 500.00 USD to DE89 **** **** **** **** 00; payroll pays
 * it by 2026-01-21 09:00 UTC.`
 */
export function tell(subject: TimelineSubject): Told {
  if (subject.kind === 'settlement') {
    const { clientName, title, minutes, periodStart, periodEnd } = subject;
    const what = [`${duration(minutes)} for ${clientName}`, ...(title ? [title] : [])].join(', ');
    return { state: 'settled', nextDate: null, reason: `${what}, from ${periodStart} to ${periodEnd}.` };
  }
  if (subject.kind === 'commission') return { state: 'credited', nextDate: null, reason: commissionWords(subject) };
  const { kind, state, promisedBy } = subject;
  const nextDate = kind === 'payout-requested' && isOpen(state) ? promisedBy : null;
  return { state, nextDate, reason: payoutWords[kind](subject) };
}

type AboutCommission = Extract<TimelineSubject, { kind: 'commission' }>;
type AboutPayout = Exclude<TimelineSubject, { kind: 'settlement' | 'commission' }>;

/** RC-8. Which invoice of whom it is for, and by which reference the bank knows the money. */
const commissionWords = ({ clientName, invoiceNumber, bankReference }: AboutCommission): string =>
  `Commission for invoice ${invoiceNumber} of ${clientName}${referenceWords(bankReference)}.`;

const payoutWords: Record<AboutPayout['kind'], (about: AboutPayout) => string> = {
  'payout-requested': (about) => `You asked for ${amountOf(about)} to ${about.bankAccount}${sequel(about)}`,
  'payout-paid': (about) => `${amountOf(about)} arrived at ${about.bankAccount}${referenceWords(about.bankReference)}.`,
  'payout-released': (about) =>
    `${amountOf(about)} is back: the payout ${about.state === 'failed' ? 'failed' : `was ${about.state}`}${because(about)}`,
  'payout-returned': (about) => `${amountOf(about)} is back: the bank returned it${because(about)}`,
};

function sequel({ state, promisedBy, late, approvalReason }: AboutPayout): string {
  if (!isOpen(state)) return '.';
  const by = `${promisedBy.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (late) return `; it should have been paid by ${by}, and we are looking after it.`;
  return state === 'requested' ? `. ${approvalReason ?? ''} Promised by ${by}.` : `; payroll pays it by ${by}.`;
}

const referenceWords = (reference: string | null): string => (reference ? `, bank reference ${reference}` : '');
const because = ({ because: reason }: AboutPayout): string => (reason ? `: ${reason}` : '.');
const amountOf = ({ amount }: AboutPayout): string => `${formatMoney(amount).amount} ${amount.currency}`;

/** `42 h 30 min`, `40 h`, `-1 h 15 min`. */
function duration(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const parts = [...(hours ? [`${hours} h`] : []), ...(rest || !hours ? [`${rest} min`] : [])];
  return `${minutes < 0 ? '-' : ''}${parts.join(' ')}`;
}
