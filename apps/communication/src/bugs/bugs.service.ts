import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf } from '#libs/access';
import type { BugFilter } from '#libs/contracts';
import { containing, type Page, pageOf } from '#libs/persistence';
import { Coverages } from '../coverage/coverages.js';
import { BugDesk, type BugView } from './bug-desk.js';
import { BugEntity } from './bug.entity.js';

/** CS-6. Reads bugs, for the actor who may see them. */
@Injectable()
export class BugsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
    private readonly desk: BugDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<BugView> {
    const on = this.dataSource.manager;
    return this.desk.view(on, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof BugFilter>): Promise<Page<BugView>> {
    const on = this.dataSource.manager;
    const { placementId, state, severity, q } = filter;
    if (placementId) await this.coverages.ofPlacement(on, actor, placementId);
    const query = on.createQueryBuilder(BugEntity, 'bug').where({
      ...scopeOf(actor, filter),
      ...(placementId && { placementId }),
      ...(state && { state }),
      ...(severity && { severity }),
    });
    if (q) query.andWhere('bug.title ilike :q', { q: containing(q) });
    const page = await pageOf(query, filter, {
      id: 'bug.id',
      sorts: { reportedAt: 'bug.reportedAt' },
      defaultSort: '-reportedAt',
    });
    return { ...page, items: await this.desk.views(on, page.items) };
  }
}
