import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { notYours, requireRole } from '#libs/access';
import { type liftStrike, placementEvents, type recordLoss } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { History } from '#libs/history';
import { type Call, Outbox } from '#libs/messaging';
import { onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { nextState } from '../placements/placement-state.rules.js';
import { PlacementsService } from '../placements/placements.service.js';
import { LossEntity } from './loss.entity.js';
import { type LossView, lossViews } from './loss.view.js';
import { aboutStrike, lockExpert, Strikes } from './strikes.js';
import { afterLifting, stateOf } from './strikes.rules.js';

/** PL-13. A loss that is found out after the end, and strikes an administrator lifts. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly placements: PlacementsService,
    private readonly strikes: Strikes,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses 409 `placement.wrong-state` before the end, 409 `placement.loss-recorded` the second time. */
  async record(call: Call<typeof recordLoss>): Promise<LossView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    try {
      return await this.transactions.command(call, async (tx) => {
        const placement = await this.placements.locked(tx, actor, input.placementId);
        nextState(placement.state, 'lose');
        return this.view(tx, await this.strikes.lose(tx, actor, placement, input));
      });
    } catch (error) {
      throw onConstraint(error, { loss_once: alreadyRecorded });
    }
  }

  /** Refuses 409 `placement.strike-not-counting`. */
  lift(call: Call<typeof liftStrike>): Promise<LossView> {
    const { actor, input } = call;
    requireRole(actor, 'admin');
    return this.transactions.command(call, async (tx) => {
      const known = await tx.findOneBy(LossEntity, { id: input.id });
      if (!known) throw notYours('loss');
      await lockExpert(tx, known.expertId);
      const loss = await tx.findOneByOrFail(LossEntity, { id: input.id });
      const state = afterLifting(stateOf(loss));
      const lifted = { liftReason: input.reason, liftedBy: actor.name, liftedAt: this.clock.now() };
      await tx.update(LossEntity, { id: loss.id }, lifted);
      await this.history.add(tx, loss.id, actor, state, input.reason);
      const data = { ...aboutStrike(loss), reason: input.reason, liftedBy: actor.name };
      await this.outbox.add(tx, placementEvents.strikeLifted, {
        ...{ aggregateId: loss.id, actor, data: { ...data, liftedAt: lifted.liftedAt.toISOString() } },
      });
      return this.view(tx, { ...loss, ...lifted });
    });
  }

  private async view(on: EntityManager, loss: LossEntity): Promise<LossView> {
    const [view] = await lossViews(on, this.history, [loss]);
    return view!;
  }
}

const alreadyRecorded = () =>
  conflict('placement.loss-recorded', 'The client of this placement is recorded as lost already.', { rule: 'PL-13' });
