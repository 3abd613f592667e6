import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock, dayOf, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { ExpertEntity } from '../experts/expert.entity.js';
import { checkCapacity, type Commitment } from '../placements/capacity.rules.js';
import { LastDay } from '../placements/last-day.js';
import { PlacementEntity } from '../placements/placement.entity.js';
import { nextState } from '../placements/placement-state.rules.js';
import { partiesOf, PlacementsService } from '../placements/placements.service.js';
import { promisedBy } from '../placements/promised.js';
import { bindingFrom, commitmentOf } from './amendment.rules.js';
import { ContractEntity } from './contract.entity.js';
import { agreedVersions } from './versions.js';

const kind = 'placement.amendment-in-force';

/** PL-9, PL-11, PM-11. What both sides agreed to binds: the placement follows its contract from day to day. */
@Injectable()
export class Binding {
  constructor(
    private readonly placements: PlacementsService,
    private readonly lastDay: LastDay,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** With the placement locked. Breaks the constraints of `promiseRefusals` when the expert isn't free. */
  async bind(tx: EntityManager, actor: Actor, placement: PlacementEntity, contract: ContractEntity): Promise<void> {
    const { placementId, number, effectiveFrom, terms } = contract;
    await tx.update(ContractEntity, { placementId, number }, { state: 'agreed' });
    const data = { ...partiesOf(placement), number, effectiveFrom, terms };
    if (number === 1) {
      const state = nextState(placement.state, 'agree');
      await this.placements.move(tx, actor, placement, { ...(await this.promised(tx, placement)), state });
      await this.outbox.add(tx, placementEvents.contractAgreed, { aggregateId: placementId, actor, data });
    } else {
      await this.follow(tx, placement);
      await this.outbox.add(tx, placementEvents.contractAmended, { aggregateId: placementId, actor, data });
    }
  }

  @OnTimer(kind)
  async amendmentInForce({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const placement = await tx.findOneOrFail(PlacementEntity, {
      where: { id: subjectId },
      lock: { mode: 'pessimistic_write' },
    });
    if (placement.state === 'active' || placement.state === 'paused') await this.follow(tx, placement);
  }

  private async follow(tx: EntityManager, placement: PlacementEntity): Promise<void> {
    const version = placement.version + 1;
    await tx.update(PlacementEntity, { id: placement.id }, { ...(await this.promised(tx, placement)), version });
  }

  /** What the placement promises of the expert's time from today on; sees to it that the next amendment begins. */
  private async promised(tx: EntityManager, { id, expertId }: PlacementEntity) {
    const versions = await agreedVersions(tx, id);
    const last = versions.at(-1)!;
    const today = dayOf(this.clock.now(), last.terms.timeZone);
    const binding = bindingFrom(versions, today);
    const past = versions.filter((version) => !binding.includes(version)).map(({ number }) => number);
    await tx.update(ContractEntity, { placementId: id, number: In(past) }, { state: 'superseded' });
    const next = binding[1];
    if (next) await this.timers.set(tx, kind, id, startOfDay(next.effectiveFrom, next.terms.timeZone));
    const commitment = commitmentOf(binding);
    await this.lastDay.watch(tx, id, commitment.endsOn, last.terms.timeZone);
    await this.checkFree(tx, expertId, id, {
      ...commitment,
      startsOn: today > commitment.startsOn ? today : commitment.startsOn,
    });
    return commitment;
  }

  /** PL-9. The lock on the expert's row makes everybody who promises its time queue up. */
  private async checkFree(tx: EntityManager, expertId: string, placementId: string, added: Commitment): Promise<void> {
    const { weeklyCapacityHours } = await tx.findOneOrFail(ExpertEntity, {
      where: { id: expertId },
      lock: { mode: 'pessimistic_write' },
    });
    checkCapacity(weeklyCapacityHours, await promisedBy(tx, expertId, added.startsOn, placementId), added);
  }
}
