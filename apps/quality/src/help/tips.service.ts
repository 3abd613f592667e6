import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, staff } from '#libs/access';
import {
  type giveTip,
  HelpLabel,
  type listTips,
  qualityEvents,
  type readTip,
  type Tip,
  type TipFilter,
} from '#libs/contracts';
import { type Answer, type Call, Outbox } from '#libs/messaging';
import { newId, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Circle } from '../network/circle.js';
import { ExpertEntity } from '../network/people.entities.js';
import { TipEntity } from './tip.entity.js';

type TipView = z.output<typeof Tip>;
const label = HelpLabel.value;
const readers = (actor: Actor): void => requireRole(actor, 'expert', ...staff);

/** QN-9. Tips help; they are read by the expert and by whoever looks after it, and are a ground for nothing. */
@Injectable()
export class TipsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly circle: Circle,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<TipView> {
    readers(actor);
    const on = this.dataSource.manager;
    return this.view(on, await this.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof TipFilter>): Promise<Answer<typeof listTips>> {
    readers(actor);
    const on = this.dataSource.manager;
    const { placementId, read } = filter;
    if (placementId) await this.circle.placement(on, actor, placementId);
    const query = on.createQueryBuilder(TipEntity, 'tip').where(placementId ? { placementId } : {});
    this.circle.narrow(query, actor, { expertId: filter.expertId });
    if (read) query.andWhere(`tip.readAt is ${read === 'true' ? 'not null' : 'null'}`);
    const page = await pageOf(query, filter, {
      id: 'tip.id',
      sorts: { givenAt: 'tip.givenAt' },
      defaultSort: '-givenAt',
    });
    return { label, ...page, items: await this.views(on, page.items) };
  }

  /** 404 `access.no-such-placement` for one that isn't the expert's. */
  give(call: Call<typeof giveTip>): Promise<TipView> {
    const { actor, input } = call;
    requireRole(actor, ...staff);
    return this.transactions.command(call, async (tx) => {
      const { expertId, placementId = null, text } = input;
      await this.circle.expert(tx, actor, expertId);
      if (placementId && (await this.circle.placement(tx, actor, placementId)).expertId !== expertId) {
        throw notYours('placement');
      }
      const tip: TipEntity = {
        ...{ id: newId(), expertId, placementId, text },
        ...{ givenBy: actor.name, givenAt: this.clock.now(), readAt: null },
      };
      await tx.insert(TipEntity, tip);
      const data = { tipId: tip.id, expertId, by: tip.givenBy, text, givenAt: tip.givenAt.toISOString() };
      await this.outbox.add(tx, qualityEvents.tipGiven, { aggregateId: tip.id, actor, data });
      return this.view(tx, tip);
    });
  }

  /** Keeps when it was read first. */
  read(call: Call<typeof readTip>): Promise<TipView> {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    return this.transactions.command(call, async (tx) => {
      const tip = await this.find(tx, actor, input.id, true);
      const readAt = tip.readAt ?? this.clock.now();
      await tx.update(TipEntity, { id: tip.id }, { readAt });
      return this.view(tx, { ...tip, readAt });
    });
  }

  /** 404 `access.no-such-tip`. */
  private async find(on: EntityManager, actor: Actor, id: string, lock = false): Promise<TipEntity> {
    const tip = await on.findOne(TipEntity, {
      where: { id },
      ...(lock && { lock: { mode: 'pessimistic_write' } }),
    });
    const expert = tip && (await on.findOneBy(ExpertEntity, { expertId: tip.expertId }));
    if (!expert || !this.circle.sees(actor, expert)) throw notYours('tip');
    return tip;
  }

  private async view(on: EntityManager, tip: TipEntity): Promise<TipView> {
    return (await this.views(on, [tip]))[0]!;
  }

  private async views(on: EntityManager, tips: readonly TipEntity[]): Promise<TipView[]> {
    const experts = await on.findBy(ExpertEntity, { expertId: In(tips.map(({ expertId }) => expertId)) });
    const names = new Map(experts.map(({ expertId, name }) => [expertId, name]));
    return tips.map(({ givenAt, readAt, ...tip }) => ({
      ...{ label, ...tip, expertName: names.get(tip.expertId)! },
      ...{ givenAt: givenAt.toISOString(), readAt: readAt?.toISOString() ?? null },
    }));
  }
}
