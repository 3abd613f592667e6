import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff } from '#libs/access';
import type { OneToOneFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Circle } from '../network/circle.js';
import { OneToOneEntity } from './one-to-one.entity.js';
import { OneToOneDesk, type OneToOneView } from './one-to-one-desk.js';

/** QN-7. Reads one-to-ones: staff those of its people, an expert and a client those with them. */
@Injectable()
export class OneToOnesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly desk: OneToOneDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<OneToOneView> {
    const on = this.dataSource.manager;
    const { oneToOne } = await this.desk.find(on, actor, id);
    return this.desk.view(on, actor, oneToOne);
  }

  async list(actor: Actor, filter: z.output<typeof OneToOneFilter>): Promise<Page<OneToOneView>> {
    const on = this.dataSource.manager;
    const { placementId, state, with: side, from, to } = filter;
    if (placementId) await this.circle.placement(on, actor, placementId);
    const query = on.createQueryBuilder(OneToOneEntity, 'talk').where({
      ...(placementId && { placementId }),
      ...(state && { state }),
      ...(side && { with: side }),
    });
    this.circle.narrow(query, actor, filter);
    if (!isStaff(actor)) query.andWhere('talk.with = :own', { own: actor.role });
    if (from) query.andWhere('talk.dueOn >= :from', { from });
    if (to) query.andWhere('talk.dueOn <= :to', { to });
    const list = { id: 'talk.id', sorts: { dueOn: 'talk.dueOn' }, defaultSort: '-dueOn' };
    const page = await pageOf(query, filter, list);
    return { ...page, items: await this.desk.views(on, actor, page.items) };
  }
}
