import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { OnTimer, type Timer, Timers } from '#libs/time';
import { PlacementEntity } from './placement.entity.js';
import { partiesOf } from './placements.service.js';

const kind = 'placement.start-promise';

/** PL-10. From the client's decision on, the expert has to be ready within the programme's term; a breach is an event. */
@Injectable()
export class StartPromise {
  constructor(
    private readonly timers: Timers,
    private readonly outbox: Outbox,
  ) {}

  /** The client decided: tells it, and begins to count. */
  async begin(tx: EntityManager, actor: Actor, placement: PlacementEntity): Promise<void> {
    const { id, openingId, offerId, programme, readyBy } = placement;
    await this.timers.set(tx, kind, id, readyBy);
    await this.outbox.add(tx, placementEvents.placementSelected, {
      aggregateId: id,
      actor,
      data: { ...partiesOf(placement), openingId, offerId, programme, readyBy: readyBy.toISOString() },
    });
  }

  /** Unless the contract was agreed in time, or the placement cancelled. */
  @OnTimer(kind)
  async broken({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const placement = await tx.findOneOrFail(PlacementEntity, {
      where: { id: subjectId },
      lock: { mode: 'pessimistic_write' },
    });
    if (placement.state !== 'selected') return;
    await this.outbox.add(tx, placementEvents.startPromiseBroken, {
      aggregateId: placement.id,
      actor: systemActor,
      data: { ...partiesOf(placement), readyBy: placement.readyBy.toISOString() },
    });
  }
}
