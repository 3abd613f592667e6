import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { addDays, type Day, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { withdrawDrafts } from '../contracts/versions.js';
import type { PlacementEntity } from './placement.entity.js';
import { nextState } from './placement-state.rules.js';
import { partiesOf, PlacementsService } from './placements.service.js';

const kind = 'placement.last-day-over';

/** PL-9. A placement nobody ends, ends by itself: when the day after its last begins where its contract belongs. */
@Injectable()
export class LastDay {
  constructor(
    private readonly placements: PlacementsService,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** Ends the placement after this day, and not after the one it was told before. */
  async watch(tx: EntityManager, placementId: string, endsOn: Day, timeZone: string): Promise<void> {
    await this.timers.set(tx, kind, placementId, startOfDay(addDays(endsOn, 1), timeZone));
  }

  /** With the placement locked, and brought to its end by the caller: takes what is unfinished with it, and tells. */
  async close(
    tx: EntityManager,
    actor: Actor,
    placement: PlacementEntity,
    { endsOn, reason }: { endsOn: Day; reason: string },
  ): Promise<void> {
    await this.timers.cancel(tx, kind, placement.id);
    await withdrawDrafts(tx, placement.id);
    const data = { ...partiesOf(placement), endsOn, reason };
    await this.outbox.add(tx, placementEvents.placementEnded, { aggregateId: placement.id, actor, data });
  }

  /** Does nothing to one that was never activated. */
  @OnTimer(kind)
  async over({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const placement = await this.placements.locked(tx, systemActor, subjectId);
    const { state, endsOn } = placement;
    if (state !== 'active' && state !== 'paused') return;
    const reason = `Its last day, ${endsOn}, is over.`;
    await this.close(tx, systemActor, placement, { endsOn, reason });
    await this.placements.move(tx, systemActor, placement, { state: nextState(state, 'end') }, reason);
  }
}
