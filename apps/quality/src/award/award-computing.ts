import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, systemActor } from '#libs/access';
import { AwardNotice, type computeAward, placementEvents, qualityEvents } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { type Call, type EventOf, OnEvent, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { addMonths, Clock, type Day, dayOf, monthOf, once, OnTimer, type Timer, Timers } from '#libs/time';
import { AwardStandingEntity } from './award-standing.entity.js';
import { nextAward, saysOf } from './standards.rules.js';
import { Standings } from './standings.js';

const { placementActivated } = placementEvents;
const monthly = 'quality.award';

/** QN-8. Every month, for all experts who had a placement in it; and again when somebody asks, with what came late. */
@Injectable()
export class AwardComputing {
  constructor(
    private readonly transactions: Transactions,
    private readonly standings: Standings,
    private readonly outbox: Outbox,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** The first placement begins it. */
  @OnEvent(placementActivated)
  async begin(_event: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    if (await once(tx, monthly, 'begun')) await this.arm(tx, this.clock.now());
  }

  /** Every month has its turn, also after an outage. */
  @OnTimer(monthly)
  async due({ dueAt }: Timer, tx: EntityManager): Promise<void> {
    await this.compute(tx, systemActor, addMonths(monthOf(dayOf(dueAt, 'UTC')), -1));
    await this.arm(tx, dueAt);
  }

  /** Refuses 422 `quality.month-not-over`. */
  onDemand(call: Call<typeof computeAward>): Promise<z.output<(typeof computeAward)['output']>> {
    const { actor, input } = call;
    return this.transactions.command(call, (tx) => {
      requireRole(actor, 'account-executive', 'admin');
      if (input.month >= monthOf(dayOf(this.clock.now(), 'UTC'))) throw notOver();
      return this.compute(tx, actor, input.month);
    });
  }

  private async compute(tx: EntityManager, actor: Actor, month: Day) {
    await tx.query(`select pg_advisory_xact_lock(hashtext('award of ' || $1))`, [month]);
    const experts = await tx.query<{ id: string }[]>(
      `select distinct expert_id as id from placements where starts_on < $2 and ends_on >= $1`,
      [month, addMonths(month, 1)],
    );
    const computed = await this.standings.ofMonth(
      tx,
      month,
      experts.map(({ id }) => id),
    );
    const known = new Map((await tx.findBy(AwardStandingEntity, { month })).map((each) => [each.expertId, each]));
    const by = { month, computedAt: this.clock.now(), computedBy: actor.name };
    const all = [...computed].map(([expertId, standing]): AwardStandingEntity => {
      return { ...{ id: known.get(expertId)?.id ?? newId(), expertId }, ...standing, ...by };
    });
    for (let from = 0; from < all.length; from += 1_000) {
      await tx.upsert(AwardStandingEntity, all.slice(from, from + 1_000), ['expertId', 'month']);
    }
    const changed = all.filter((standing) => {
      const before = known.get(standing.expertId);
      return !before || saysOf(before) !== saysOf(standing);
    });
    await this.tell(tx, actor, changed);
    const winners = all.filter(({ won }) => won).length;
    return { month, experts: all.length, winners, changed: changed.length, notice: AwardNotice.value };
  }

  private async tell(tx: EntityManager, actor: Actor, changed: readonly AwardStandingEntity[]): Promise<void> {
    const events = changed.map(({ id: awardId, expertId, month, won, standards }) => {
      const missed = standards.filter(({ result }) => result === 'missed').map(({ text }) => text);
      return { aggregateId: awardId, actor, data: { awardId, expertId, month, won, missed } };
    });
    await this.outbox.addAll(tx, qualityEvents.awardComputed, events);
  }

  private async arm(tx: EntityManager, after: Date): Promise<void> {
    const { computedOnDay: day, computedAt: time } = await this.standings.terms(tx);
    await this.timers.set(tx, monthly, 'network', nextAward(after, { day, time }));
  }
}

const notOver = () => invalidField('quality.month-not-over', 'month', 'must be a month that is over', 'QN-8');
