import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { newId } from '#libs/persistence';
import { Clock, OnTimer, type Timer } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import type { CadenceEntity } from './cadence.entity.js';
import { missedFrom } from './cadence.rules.js';
import { Cadences, cadenceTimer, type Side, zoneOf } from './cadences.js';
import type { OneToOneEntity } from './one-to-one.entity.js';
import { nextOneToOneState } from './one-to-one-state.rules.js';
import { OneToOneDesk } from './one-to-one-desk.js';

const by = { actor: systemActor };

/** QN-7. A one-to-one is announced, and missed when its day is over: whatever rings twice, or too early, each is once. */
@Injectable()
export class CadenceTimers {
  constructor(
    private readonly cadences: Cadences,
    private readonly circle: Circle,
    private readonly desk: OneToOneDesk,
    private readonly clock: Clock,
  ) {}

  @OnTimer(cadenceTimer)
  async ring({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const [placementId, side] = subjectId.split('/') as [string, Side];
    const cadence = await this.cadences.locked(tx, placementId, side);
    if (!cadence?.dueOn) return;
    const placement = (await this.circle.find(tx, placementId))!;
    const due = await this.desk.due(tx, placementId, side);
    if (due) await this.miss(tx, placement, cadence, due);
    else await this.announce(tx, placement, { ...cadence, dueOn: cadence.dueOn });
  }

  private async announce(
    tx: EntityManager,
    placement: CaredFor,
    cadence: CadenceEntity & { dueOn: string },
  ): Promise<void> {
    const at = this.cadences.announcedAt(placement, cadence);
    if (this.clock.now() < at) return this.cadences.ring(tx, cadence, at);
    const { placementId, clientId, expertId } = placement;
    const { with: side, dueOn } = cadence;
    const due = await this.desk.add(tx, systemActor, {
      ...{ id: newId(), placementId, clientId, expertId, with: side, state: 'due' },
      ...{ dueOn, timeZone: zoneOf(placement, side), extra: false, missedAt: null, cancelledBecause: null },
      ...{ heldAt: null, heldBy: null, meetingId: null, notes: null, agreed: null, overall: null, version: 1 },
    });
    await this.cadences.ring(tx, cadence, missedFrom(due.dueOn, due.timeZone));
    await this.desk.tell(tx, by, placement, due);
  }

  private async miss(
    tx: EntityManager,
    placement: CaredFor,
    cadence: CadenceEntity,
    due: OneToOneEntity,
  ): Promise<void> {
    const missedAt = missedFrom(due.dueOn, due.timeZone);
    if (this.clock.now() < missedAt) return this.cadences.ring(tx, cadence, missedAt);
    const state = nextOneToOneState(due.state, 'miss');
    const missed = await this.desk.save(tx, systemActor, due, { state, missedAt });
    await this.cadences.goOn(tx, placement, cadence, missed.dueOn);
    await this.desk.tell(tx, by, placement, missed);
  }
}
