import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import type { PayoutPromiseExplanation } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { clockState, explain } from '#libs/service-clock';
import { Clock, OnTimer, type Timer } from '#libs/time';
import { PayoutChangeEntity, PayoutEntity } from './payout.entity.js';
import { announcePromise } from './payout-events.js';
import { percentReached, promiseClock } from './payout-promise.rules.js';
import { isOpen } from './payout-states.rules.js';
import { payoutPromise, PayoutSteps } from './payout-steps.js';
import { PayoutsService } from './payouts.service.js';

const iso = (instant: Date | null): string | null => instant && instant.toISOString();

/** PM-5, CS-7. The promise of each payout: warned of, broken, explained. */
@Injectable()
export class PayoutPromises {
  constructor(
    private readonly dataSource: DataSource,
    private readonly payouts: PayoutsService,
    private readonly steps: PayoutSteps,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Says what is to be said by now, once: a warning, or that the payout is late. */
  @OnTimer(payoutPromise)
  async due({ subjectId, firedAt }: Timer, tx: EntityManager): Promise<void> {
    const payout = await this.payouts.locked(tx, systemActor, subjectId);
    if (!isOpen(payout.state)) return;
    const percent = percentReached(promiseClock(payout), firedAt);
    if (percent === 100) await tx.update(PayoutEntity, payout.id, { late: true, version: payout.version + 1 });
    if (percent) await announcePromise(this.outbox, tx, payout, percent);
    await this.steps.watch(tx, payout);
  }

  /** Throws not-found for whom the payout is none of their business. */
  async explain(actor: Actor, id: string): Promise<z.output<typeof PayoutPromiseExplanation>> {
    const payout = await this.payouts.get(actor, id);
    const changes = await this.dataSource.manager.find(PayoutChangeEntity, {
      where: { payoutId: id },
      order: { number: 'ASC' },
    });
    const clock = promiseClock(payout, changes);
    const now = this.clock.now();
    const { dueAt, warn50At, warn80At, breachedAt, ...state } = clockState(clock, now);
    return {
      ...{ payoutId: id, targetSeconds: clock.targetSeconds, ...state },
      ...{ dueAt: iso(dueAt), warn50At: iso(warn50At), warn80At: iso(warn80At), breachedAt: iso(breachedAt) },
      stretches: explain(clock, now).map(({ from, to, ...stretch }) => ({
        ...{ from: from.toISOString(), to: to.toISOString(), ...stretch },
      })),
    };
  }
}
