import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { CaseFilter, CaseSummary } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Circle } from '../network/circle.js';
import { CaseDesk, type CaseView } from './case-desk.js';
import { CaseEntity } from './case.entity.js';

/** QN-3, QN-6. Reads cases: staff all, a team lead those of its own people. */
@Injectable()
export class CasesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly desk: CaseDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<CaseView> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const { found } = await this.desk.find(on, actor, id);
    return this.desk.view(on, found);
  }

  async list(actor: Actor, filter: z.output<typeof CaseFilter>): Promise<Page<CaseView>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    if (filter.placementId) await this.circle.placement(on, actor, filter.placementId);
    const query = on.createQueryBuilder(CaseEntity, 'found');
    this.circle.narrow(query, actor, filter);
    for (const name of ['kind', 'state', 'ownerId', 'placementId'] as const) {
      if (filter[name]) query.andWhere(`found.${name} = :${name}`, { [name]: filter[name] });
    }
    if (filter.overdue) query.andWhere(`found.overdueAt is ${filter.overdue === 'true' ? 'not ' : ''}null`);
    const page = await pageOf(query, filter, {
      id: 'found.id',
      sorts: { dueAt: 'found.dueAt', openedAt: 'found.openedAt' },
      defaultSort: 'dueAt',
    });
    return { ...page, items: await this.desk.views(on, page.items) };
  }

  /** Who has most overdue comes first. */
  async summary(actor: Actor): Promise<z.output<typeof CaseSummary>> {
    requireRole(actor, ...staff);
    const { teamLeadId = null } = this.circle.scopeOf(actor);
    const items = await this.dataSource.query<z.output<typeof CaseSummary>['items']>(
      `select cases.owner_id as "ownerId", accounts.name as "ownerName",
         count(*) filter (where state = 'open')::integer as open,
         count(*) filter (where state = 'open' and overdue_at is not null)::integer as overdue,
         count(*) filter (where state = 'answered')::integer as answered
       from cases join experts using (expert_id) left join accounts on accounts.account_id = cases.owner_id
       where state <> 'closed' and ($1::uuid is null or experts.team_lead_id = $1)
       group by cases.owner_id, accounts.name order by overdue desc, open desc, cases.owner_id`,
      [teamLeadId],
    );
    return { items };
  }
}
