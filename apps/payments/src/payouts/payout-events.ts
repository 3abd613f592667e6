import type { Actor } from '#libs/access';
import { paymentsEvents } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { wire } from '../money-columns.js';
import type { PayoutEntity } from './payout.entity.js';

export interface Happened {
  actor: Actor;
  at: Date;
  reason: string;
}

/** PM-8. Tells payroll, and everybody else, which state a payout has reached. */
export async function announceState(outbox: Outbox, tx: EntityManager, payout: PayoutEntity, happened: Happened) {
  const { id: payoutId, expertId, bankReference, promisedBy } = payout;
  const { actor, at, reason } = happened;
  const about = { payoutId, expertId, amount: wire(payout.amountMinor, payout.currency) };
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

/** PM-5. The promise is broken, and said so once. */
export const announceLate = (outbox: Outbox, tx: EntityManager, actor: Actor, payout: PayoutEntity) =>
  outbox.add(tx, paymentsEvents.payoutLate, {
    aggregateId: payout.id,
    actor,
    data: {
      payoutId: payout.id,
      expertId: payout.expertId,
      amount: wire(payout.amountMinor, payout.currency),
      promisedBy: payout.promisedBy.toISOString(),
    },
  });
