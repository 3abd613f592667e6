import { type Actor, systemActor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { wireMoney } from '#libs/persistence';
import type { PayoutEntity } from './payout.entity.js';
import type { PromisePercent } from './payout-promise.rules.js';

export interface Happened {
  actor: Actor;
  at: Date;
  reason: string;
}

/** PM-8. Tells payroll, and everybody else, which state a payout has reached. */
export async function announceState(outbox: Outbox, tx: EntityManager, payout: PayoutEntity, happened: Happened) {
  const { id: payoutId, expertId, bankReference, promisedBy } = payout;
  const { actor, at, reason } = happened;
  const about = { payoutId, expertId, amount: wireMoney(payout.amountMinor, payout.currency) };
  const to = { aggregateId: payoutId, actor };
  const promised = promisedBy.toISOString();
  switch (payout.state) {
    case 'requested': {
      const { needsSecondPerson, requestedAt } = payout;
      const data = { ...about, requestedAt: requestedAt.toISOString(), promisedBy: promised, needsSecondPerson };
      return outbox.add(tx, paymentsEvents.payoutRequested, { ...to, data });
    }
    case 'approved': {
      const data = { ...about, beneficiary: payout.beneficiary, promisedBy: promised, approvedBy: actor.name };
      return outbox.add(tx, paymentsEvents.payoutApproved, { ...to, data });
    }
    case 'sent':
      return outbox.add(tx, paymentsEvents.payoutSent, { ...to, data: { ...about, bankReference } });
    case 'paid':
      return outbox.add(tx, paymentsEvents.payoutPaid, {
        ...to,
        data: { ...about, bankReference, paidAt: at.toISOString() },
      });
    case 'rejected':
      return outbox.add(tx, paymentsEvents.payoutRejected, { ...to, data: { ...about, reason } });
    case 'cancelled':
      return outbox.add(tx, paymentsEvents.payoutCancelled, { ...to, data: { ...about, reason } });
    case 'failed':
      return outbox.add(tx, paymentsEvents.payoutFailed, { ...to, data: { ...about, reason } });
    case 'returned':
      return outbox.add(tx, paymentsEvents.payoutReturned, { ...to, data: { ...about, reason } });
    case 'exported':
      return undefined;
  }
}

/** PM-5. The promise is getting tight, or broken (100), and each is said once. */
export function announcePromise(outbox: Outbox, tx: EntityManager, payout: PayoutEntity, percent: PromisePercent) {
  const { id: payoutId, expertId } = payout;
  const about = { payoutId, expertId, amount: wireMoney(payout.amountMinor, payout.currency) };
  const to = { aggregateId: payoutId, actor: systemActor };
  const data = { ...about, promisedBy: payout.promisedBy.toISOString() };
  return percent === 100
    ? outbox.add(tx, paymentsEvents.payoutLate, { ...to, data })
    : outbox.add(tx, paymentsEvents.payoutPromiseWarned, { ...to, data: { ...data, percent } });
}
