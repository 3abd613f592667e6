import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { type NewLoss, placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { addDays, type Day, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { withdrawDrafts } from '../contracts/versions.js';
import { Strikes } from '../issues/strikes.js';
import type { PlacementEntity } from './placement.entity.js';
import { nextState } from './placement-state.rules.js';
import { partiesOf, PlacementsService } from './placements.service.js';

const kind = 'placement.last-day-over';

/** PL-9. A placement nobody ends, ends by itself: when the day after its last begins where its contract belongs. */
@Injectable()
export class LastDay {
  constructor(
    private readonly placements: PlacementsService,
    private readonly strikes: Strikes,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** Ends the placement after this day, and not after the one it was told before. */
  async watch(tx: EntityManager, placementId: string, endsOn: Day, timeZone: string): Promise<void> {
    await this.timers.set(tx, kind, placementId, startOfDay(addDays(endsOn, 1), timeZone));
  }

  /**
   * Brings a locked placement to its end: takes what is unfinished with it, and tells. With a loss it was because of an
   * issue; either way its expert's strikes are reckoned anew (PL-13).
   */
  async close(
    tx: EntityManager,
    actor: Actor,
    placement: PlacementEntity,
    { endsOn, reason, loss }: { endsOn: Day; reason: string; loss?: z.output<typeof NewLoss> | undefined },
  ): Promise<PlacementEntity> {
    const state = nextState(placement.state, 'end');
    await this.timers.cancel(tx, kind, placement.id);
    await withdrawDrafts(tx, placement.id);
    const data = { ...partiesOf(placement), endsOn, reason };
    await this.outbox.add(tx, placementEvents.placementEnded, { aggregateId: placement.id, actor, data });
    const ended = await this.placements.move(tx, actor, placement, { state, endsOn }, reason);
    if (loss) await this.strikes.lose(tx, actor, ended, loss, 'loss.category');
    else await this.strikes.reckon(tx, placement.expertId);
    return ended;
  }

  /** Does nothing to one that was never activated. */
  @OnTimer(kind)
  async over({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const placement = await this.placements.locked(tx, systemActor, subjectId);
    const { state, endsOn } = placement;
    if (state !== 'active' && state !== 'paused') return;
    const reason = `Its last day, ${endsOn}, is over.`;
    await this.close(tx, systemActor, placement, { endsOn, reason });
  }
}
