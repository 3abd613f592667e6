import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, staff } from '#libs/access';
import type { getMyReferrer, ReferrerFilter } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { containing, type Page, pageOf, Transactions } from '#libs/persistence';
import { ReferrerDesk, type ReferrerView } from './referrer-desk.js';
import { ReferrerEntity } from './referrer.entity.js';
import { seesReferrer } from './referrer.rules.js';
import { ReferrersService } from './referrers.service.js';

/** RC-1, GW-3. Reads referrers: staff all, everybody else itself. */
@Injectable()
export class ReferrerListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly referrers: ReferrersService,
    private readonly desk: ReferrerDesk,
  ) {}

  async list(actor: Actor, filter: z.output<typeof ReferrerFilter>): Promise<Page<ReferrerView>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(ReferrerEntity, 'referrer').where(filter.kind ? { kind: filter.kind } : {});
    if (filter.q) query.andWhere('(referrer.name ilike :q or referrer.email ilike :q)', { q: containing(filter.q) });
    const page = await pageOf(query, filter, {
      id: 'referrer.id',
      sorts: { name: 'referrer.name', createdAt: 'referrer.createdAt' },
      defaultSort: 'name',
    });
    return { ...page, items: await this.desk.views(on, page.items) };
  }

  async get(actor: Actor, id: string): Promise<ReferrerView> {
    const on = this.dataSource.manager;
    const referrer = seesReferrer(actor, id) ? await on.findOneBy(ReferrerEntity, { id }) : null;
    if (!referrer) throw notYours('referrer');
    return this.desk.view(on, referrer);
  }

  mine(call: Call<typeof getMyReferrer>): Promise<ReferrerView> {
    return this.transactions.command(call, async (tx) =>
      this.desk.view(tx, await this.referrers.forActor(tx, call.actor)),
    );
  }
}
