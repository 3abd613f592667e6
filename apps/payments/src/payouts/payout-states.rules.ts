import { conflict } from '#libs/errors';
import type { PayoutAccount } from '../ledger/accounts.rules.js';

export type PayoutState =
  'requested' | 'approved' | 'exported' | 'sent' | 'paid' | 'rejected' | 'cancelled' | 'failed' | 'returned';
/** What payroll says of a payout (PM-8). */
export type PayrollOutcome = 'sent' | 'paid' | 'failed' | 'returned';
export type PayoutStep = 'approve' | 'reject' | 'cancel' | PayrollOutcome;

const onItsWay = { sent: 'sent', paid: 'paid', failed: 'failed', returned: 'returned' } as const;

/**
 * PM-5, PM-8. The one table of a payout's life. A step that leads to the state it is in changes nothing: payroll may
 * say the same twice, and older news (`sent` after `paid`) may come late. A step that isn't here contradicts what is
 * known: money that came back with `failed` may be gone again, so `paid` is refused then, for a person to look at.
 */
const transitions: Readonly<Record<PayoutState, Partial<Record<PayoutStep, PayoutState>>>> = {
  requested: { approve: 'approved', reject: 'rejected', cancel: 'cancelled' },
  approved: onItsWay,
  exported: onItsWay,
  sent: onItsWay,
  paid: { sent: 'paid', paid: 'paid', returned: 'returned' },
  failed: { sent: 'failed', failed: 'failed' },
  returned: { sent: 'returned', paid: 'returned', returned: 'returned' },
  rejected: {},
  cancelled: {},
};

/** PM-5. Where a payout's amount is in each state; a change of place is a posting, and nothing else is. */
export const placeOf: Readonly<Record<PayoutState, PayoutAccount>> = {
  requested: 'expert-reserved',
  approved: 'expert-reserved',
  exported: 'expert-reserved',
  sent: 'network-clearing',
  paid: 'network-cash',
  rejected: 'expert-safe',
  cancelled: 'expert-safe',
  failed: 'expert-safe',
  returned: 'expert-safe',
};

/** PM-5. Whether the promise still runs: the money has neither arrived nor come back. */
export const isOpen = (state: PayoutState): boolean => ['requested', 'approved', 'exported', 'sent'].includes(state);

/** The state after a step; `paid` after `sent` is `paid`. Throws conflict `payments.payout-state`. */
export function stateAfter(state: PayoutState, step: PayoutStep): PayoutState {
  const next = transitions[state][step];
  if (next) return next;
  throw conflict('payments.payout-state', `The payout is ${state}: '${step}' is not possible any more, or not yet.`, {
    rule: 'PM-5',
    facts: { state },
  });
}

/**
 * PM-8. A payout is paid at most once: a second `paid` with another bank reference is a second payment, and refused with
 * conflict `payments.payout-paid-twice`.
 */
export function checkReference(paid: { state: PayoutState; bankReference: string | null }, reference?: string): void {
  if (paid.state !== 'paid' || !reference || !paid.bankReference || paid.bankReference === reference) return;
  throw conflict(
    'payments.payout-paid-twice',
    `The payout was paid with the bank reference ${paid.bankReference}; another payment of it has to be looked at.`,
    { rule: 'PM-8', facts: { bankReference: paid.bankReference } },
  );
}
