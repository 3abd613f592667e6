import { type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import type { Payout } from '#libs/contracts';
import { wireMoney } from '#libs/persistence';
import { PayoutChangeEntity, type PayoutEntity } from './payout.entity.js';

export type PayoutView = z.output<typeof Payout>;

/** Payouts as everybody sees them: the account masked, with all their states. */
export async function payoutViews(on: EntityManager, payouts: readonly PayoutEntity[]): Promise<PayoutView[]> {
  const ids = payouts.map(({ id }) => id);
  const changes = await on.find(PayoutChangeEntity, { where: { payoutId: In(ids) }, order: { number: 'ASC' } });
  const byPayout = Map.groupBy(changes, ({ payoutId }) => payoutId);
  return payouts.map((payout) => view(payout, byPayout.get(payout.id) ?? []));
}

export async function payoutView(on: EntityManager, payout: PayoutEntity): Promise<PayoutView> {
  const [only] = await payoutViews(on, [payout]);
  return only!;
}

function view(payout: PayoutEntity, changes: readonly PayoutChangeEntity[]): PayoutView {
  const { id, expertId, state, bankAccount, invoiceReference, requestedBy, late, needsSecondPerson } = payout;
  return {
    ...{ id, expertId, amount: wireMoney(payout.amountMinor, payout.currency), state, bankAccount, invoiceReference },
    ...{ requestedAt: payout.requestedAt.toISOString(), requestedBy, promisedBy: payout.promisedBy.toISOString() },
    ...{ late, needsSecondPerson, approvalReason: payout.approvalReason, approvedBy: payout.approvedBy },
    bankReference: payout.bankReference,
    history: changes.map(({ state: reached, at, by, reason }) => ({
      state: reached,
      at: at.toISOString(),
      by,
      reason,
    })),
    version: payout.version,
  };
}
