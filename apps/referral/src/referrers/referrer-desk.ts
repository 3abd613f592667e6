import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole, staff } from '#libs/access';
import type { getMyReferrer, Referrer, ReferrerFilter } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { containing, type Page, pageOf, Transactions } from '#libs/persistence';
import { codePageOf } from './code.rules.js';
import { ReferrerEntity } from './referrer.entity.js';
import { seesReferrer } from './referrer.rules.js';
import { ReferrersService } from './referrers.service.js';

export type ReferrerView = z.output<typeof Referrer>;
type Counts = ReferrerView['leads'];

/** RC-1, GW-3. Shows referrers: to staff all, to everybody else itself. */
@Injectable()
export class ReferrerDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly referrers: ReferrersService,
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
    return { ...page, items: await this.views(on, page.items) };
  }

  async get(actor: Actor, id: string): Promise<ReferrerView> {
    const on = this.dataSource.manager;
    const referrer = seesReferrer(actor, id) ? await on.findOneBy(ReferrerEntity, { id }) : null;
    if (!referrer) throw notYours('referrer');
    return this.view(on, referrer);
  }

  mine(call: Call<typeof getMyReferrer>): Promise<ReferrerView> {
    return this.transactions.command(call, async (tx) => this.view(tx, await this.referrers.forActor(tx, call.actor)));
  }

  async view(on: EntityManager, referrer: ReferrerEntity): Promise<ReferrerView> {
    return (await this.views(on, [referrer]))[0]!;
  }

  private async views(on: EntityManager, referrers: readonly ReferrerEntity[]): Promise<ReferrerView[]> {
    const rows = await on.query<(Counts & { id: string })[]>(
      `select referrer_id as id, count(*) filter (where state not in ('won', 'lost', 'refused'))::int as open,
         count(*) filter (where state = 'won')::int as won, count(*) filter (where state = 'lost')::int as lost
       from leads where referrer_id = any($1) group by referrer_id`,
      [referrers.map(({ id }) => id)],
    );
    const counts = new Map(rows.map(({ id, ...leads }) => [id, leads]));
    return referrers.map(({ id, kind, name, email, note, code, createdAt, createdBy }) => ({
      ...{ id, kind, name, email, note, code, codePage: code && codePageOf(code) },
      leads: counts.get(id) ?? { open: 0, won: 0, lost: 0 },
      ...{ createdAt: createdAt.toISOString(), createdBy },
    }));
  }
}
