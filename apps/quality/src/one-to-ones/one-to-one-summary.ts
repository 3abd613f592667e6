import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { OneToOneSummary, OneToOneSummaryFilter } from '#libs/contracts';
import { pageOfSql } from '#libs/persistence';
import { Circle } from '../network/circle.js';

type Summary = z.output<typeof OneToOneSummary>;

const counts = `
  count(*) filter (where talk.state = 'due')::int as due,
  count(*) filter (where talk.state = 'held')::int as held,
  count(*) filter (where talk.state = 'held' and talk.missed_at is not null)::int as "heldLate",
  count(*) filter (where talk.state = 'missed')::int as missed`;

const counted = `
  from one_to_ones talk
  join placements placement using (placement_id)
  join clients client on client.client_id = placement.client_id
  join experts expert on expert.expert_id = placement.expert_id
  left join accounts account on account.account_id = client.owner_id
  where ($1::uuid is null or talk.placement_id = $1)
    and ($2::uuid is null or talk.client_id = $2)
    and ($3::uuid is null or talk.expert_id = $3)
    and ($4::uuid is null or expert.team_lead_id = $4)
    and ($5::text is null or talk.side = $5)
    and ($6::date is null or talk.due_on >= $6)
    and ($7::date is null or talk.due_on <= $7)`;

/** QN-7. Missed ones are visible: how many, for each placement and each account executive. */
@Injectable()
export class OneToOneSummaries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
  ) {}

  async summarise(actor: Actor, filter: z.output<typeof OneToOneSummaryFilter>): Promise<Summary> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const { placementId, with: side, from, to } = filter;
    if (placementId) await this.circle.placement(on, actor, placementId);
    const { clientId, expertId, teamLeadId } = this.circle.scopeOf(actor, filter);
    const params = [placementId, clientId, expertId, teamLeadId, side, from, to].map((asked) => asked ?? null);
    const accountExecutives = await on.query<Summary['accountExecutives']>(
      `select client.owner_id as "accountExecutiveId", account.name as "accountExecutive", ${counts} ${counted}
       group by client.owner_id, account.name order by missed desc, account.name, client.owner_id`,
      params,
    );
    const sql = `
      select talk.placement_id as "placementId", placement.title, client.name as "clientName",
        expert.name as "expertName", client.owner_id as "accountExecutiveId", account.name as "accountExecutive",
        ${counts} ${counted}
      group by talk.placement_id, placement.title, client.name, expert.name, client.owner_id, account.name`;
    const list = { id: '"placementId"', sorts: { missed: 'missed', due: 'due' }, defaultSort: '-missed' };
    const page = await pageOfSql<Summary['items'][number]>(on, { sql, params }, filter, list);
    return { accountExecutives, ...page };
  }
}
