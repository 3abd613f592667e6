import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { type NewLoss, placementEvents } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { ContractEntity } from '../contracts/contract.entity.js';
import { ExpertEntity } from '../experts/expert.entity.js';
import { PlacementEntity } from '../placements/placement.entity.js';
import { coursesOf } from './courses.js';
import { IssueCategoryEntity } from './issue-category.entity.js';
import { LossEntity } from './loss.entity.js';
import { barsOf, forgivenAfterDays, type Forgiveness, forgivenessOf, spanOf, stateOf } from './strikes.rules.js';

const { clientLost, strikeForgiven } = placementEvents;
const ninetyDays = 'placement.ninety-days';

/**
 * PL-13. Keeps which strikes of an expert count. What forgives them is reckoned anew from all that is known, under the
 * lock on the expert's row, whenever something happened that it goes by: a placement ended, ran ninety days, lost its
 * client, or was complained of. So the order in which that is heard of makes no difference.
 */
@Injectable()
export class Strikes {
  constructor(
    private readonly timers: Timers,
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The placement begins: looks again when its ninety days are over. */
  async watch(tx: EntityManager, { id, startsOn, endsOn }: PlacementEntity): Promise<void> {
    const { terms } = await tx.findOneByOrFail(ContractEntity, { placementId: id, number: 1 });
    const days = { startsOn, endsOn, timeZone: terms.timeZone };
    const { provenAt } = spanOf({ ...days, activatedAt: this.clock.now(), endedAt: null });
    await this.timers.set(tx, ninetyDays, id, provenAt);
  }

  @OnTimer(ninetyDays)
  async ninetyDaysOver({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const { expertId } = await tx.findOneByOrFail(PlacementEntity, { id: subjectId });
    await this.reckon(tx, expertId);
  }

  /**
   * The client of a locked placement that has ended is lost. `at` is where its category stands in the request. Breaks the
   * constraint `loss_once` the second time; refuses 422 `placement.no-such-issue-category`.
   */
  async lose(
    tx: EntityManager,
    actor: Actor,
    { id: placementId, clientId, expertId }: PlacementEntity,
    { category: key, what }: z.output<typeof NewLoss>,
    at = 'category',
  ): Promise<LossEntity> {
    await lockExpert(tx, expertId);
    const category = await tx.findOneBy(IssueCategoryEntity, { key, active: true });
    if (!category) throw noSuchCategory(at);
    const course = (await coursesOf(tx, expertId)).find((each) => each.placementId === placementId);
    if (!course?.endedAt) throw new Error(`The placement ${placementId} has no end.`);
    const loss: LossEntity = {
      ...{ id: newId(), placementId, clientId, expertId, category: key, group: category.group, what },
      ...{ lostAt: course.endedAt, recordedBy: actor.name, recordedAt: this.clock.now() },
      ...{ forgivenBecause: null, laterPlacementId: null, forgivenAt: null },
      ...{ liftReason: null, liftedBy: null, liftedAt: null },
    };
    await tx.insert(LossEntity, loss);
    await this.history.add(tx, loss.id, actor, 'counting', what);
    const { strikes, forgiven } = await this.settle(tx, expertId);
    const barring = barsOf(strikes.filter((strike) => stateOf(strike) === 'counting')).flatMap((bar) => bar.strikes);
    const data = {
      ...{ ...aboutStrike(loss), what, lostAt: loss.lostAt.toISOString() },
      barred: barring.some(({ id }) => id === loss.id),
    };
    await this.outbox.add(tx, clientLost, { aggregateId: loss.id, actor, data });
    await this.tellForgiven(tx, forgiven);
    return strikes.find(({ id }) => id === loss.id)!;
  }

  async reckon(tx: EntityManager, expertId: string): Promise<void> {
    const { forgiven } = await this.settle(tx, expertId);
    await this.tellForgiven(tx, forgiven);
  }

  /** All strikes of an expert as they are now, and those that weren't forgiven before. What is lifted stays lifted. */
  private async settle(
    tx: EntityManager,
    expertId: string,
  ): Promise<{ strikes: LossEntity[]; forgiven: LossEntity[] }> {
    await lockExpert(tx, expertId);
    const strikes: LossEntity[] = [];
    const forgiven: LossEntity[] = [];
    const losses = await tx.findBy(LossEntity, { expertId });
    const courses = losses.length ? await coursesOf(tx, expertId) : [];
    for (const loss of losses) {
      const forgiveness = loss.liftedAt ? null : forgivenessOf(loss, courses, this.clock.now());
      const set = columnsOf(forgiveness);
      const settled = { ...loss, ...set };
      strikes.push(settled);
      if (set.laterPlacementId === loss.laterPlacementId && set.forgivenBecause === loss.forgivenBecause) continue;
      await tx.update(LossEntity, { id: loss.id }, set);
      const reason = forgiveness ? reasonOf[forgiveness.because] : takenBack;
      await this.history.add(tx, loss.id, systemActor, stateOf(settled), reason);
      if (!loss.forgivenAt) forgiven.push(settled);
    }
    return { strikes, forgiven };
  }

  private async tellForgiven(tx: EntityManager, forgiven: readonly LossEntity[]): Promise<void> {
    for (const loss of forgiven) {
      const { forgivenBecause: because, laterPlacementId, forgivenAt } = loss;
      const how = { because: because!, laterPlacementId: laterPlacementId!, forgivenAt: forgivenAt!.toISOString() };
      const data = { ...aboutStrike(loss), ...how };
      await this.outbox.add(tx, strikeForgiven, { aggregateId: loss.id, actor: systemActor, data });
    }
  }
}

/** Whoever changes what counts of an expert holds this; whoever places it shares it. */
export const lockExpert = (tx: EntityManager, id: string): Promise<unknown> =>
  tx.findOne(ExpertEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });

/** Which strike an event tells of. */
export const aboutStrike = ({ id: lossId, placementId, clientId, expertId, category, group }: LossEntity) => ({
  ...{ lossId, placementId, clientId, expertId, category, group },
});

const columnsOf = (forgiveness: Forgiveness | null) => ({
  forgivenBecause: forgiveness?.because ?? null,
  laterPlacementId: forgiveness?.laterPlacementId ?? null,
  forgivenAt: forgiveness?.at ?? null,
});

const reasonOf = {
  'ended-well': 'A later placement ended without losing its client.',
  'ninety-days': `A later placement ran ${forgivenAfterDays} days without a complaint in the group.`,
};
const takenBack = 'What had forgiven it turned out otherwise.';

const noSuchCategory = (field: string) =>
  invalidField('placement.no-such-issue-category', field, 'must be an active category of the catalogue', 'PL-13');
