import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { Outbox } from '#libs/messaging';
import { moneyIn } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { type PayoutAccount, transferLegs } from '../ledger/accounts.rules.js';
import { Ledger } from '../ledger/ledger.js';
import { announceState } from './payout-events.js';
import { PayoutChangeEntity, PayoutEntity } from './payout.entity.js';
import { nextNotice, promiseClock } from './payout-promise.rules.js';
import { isOpen, placeOf, type PayoutState, type PayoutStep, stateAfter } from './payout-states.rules.js';

/** One timer a payout, for what the promise has to say next, as long as it runs. */
export const payoutPromise = 'payments.payout-promise';

/** What a step may change of a payout beside its state. */
type Noted = Partial<Pick<PayoutEntity, 'approvalReason' | 'approvedBy' | 'bankReference'>>;

export interface Step {
  step: PayoutStep;
  actor: Actor;
  reason: string;
  noted?: Noted;
}

/** PM-5. Moves payouts from state to state: the state, its record, its event and its money, in one transaction. */
@Injectable()
export class PayoutSteps {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** The first state: the amount is reserved. Throws invalid `payments.insufficient-balance`. */
  async begin(tx: EntityManager, payout: PayoutEntity, actor: Actor): Promise<void> {
    await tx.insert(PayoutEntity, payout);
    await this.watch(tx, payout);
    await this.record(tx, payout, { actor, reason: '' });
    await this.transfer(tx, payout, actor, 'expert-safe');
  }

  /** A step from the state it is in; the row must be locked. Throws conflict `payments.payout-state`. */
  async take(tx: EntityManager, payout: PayoutEntity, { step, actor, reason, noted }: Step): Promise<PayoutEntity> {
    const state = stateAfter(payout.state, step);
    const from = payout.state;
    if (state === from) return payout;
    const next = { ...payout, ...noted, state, version: payout.version + 1 };
    await tx.update(PayoutEntity, payout.id, { ...noted, state, version: next.version });
    if (!isOpen(state)) await this.timers.cancel(tx, payoutPromise, payout.id);
    await this.record(tx, next, { actor, reason });
    await this.transfer(tx, next, actor, placeOf[from]);
    return next;
  }

  /** Sets the timer for what the promise has to say next: a warning, or that it's broken. */
  async watch(tx: EntityManager, payout: PayoutEntity): Promise<void> {
    const next = nextNotice(promiseClock(payout), this.clock.now());
    if (next) await this.timers.set(tx, payoutPromise, payout.id, next);
  }

  private async record(tx: EntityManager, payout: PayoutEntity, by: { actor: Actor; reason: string }): Promise<void> {
    const { actor, reason } = by;
    const at = this.clock.now();
    await tx.insert(PayoutChangeEntity, {
      ...{ payoutId: payout.id, number: payout.version, state: payout.state, at, by: actor.name },
      reason: reason || null,
    });
    await announceState(this.outbox, tx, payout, { actor, at, reason });
  }

  /** Last of all, because it locks the end of the chain. */
  private async transfer(tx: EntityManager, payout: PayoutEntity, actor: Actor, from: PayoutAccount): Promise<void> {
    const { id: reference, expertId, state } = payout;
    const to = placeOf[state];
    if (from === to) return;
    const legs = transferLegs(moneyIn(payout.amountMinor, payout.currency), expertId, from, to);
    await this.ledger.post(tx, actor, [{ kind: `payout-${state satisfies PayoutState}`, reference, legs }]);
  }
}
