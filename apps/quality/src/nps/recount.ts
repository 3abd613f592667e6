import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { NpsRecount } from '#libs/contracts';

const mostDifferences = 1_000;

/** Every tally from the questions themselves: nothing here is shared with what wrote them. */
const differences = `
  with counted as (
    select
      case 0
        when grouping(client_id) then 'client' when grouping(expert_id) then 'expert'
        when grouping(account_executive_id) then 'account-executive' when grouping(team_lead_id) then 'team-lead'
        when grouping(programme) then 'programme' else 'network' end as scope,
      coalesce(client_id::text, expert_id::text, account_executive_id::text, team_lead_id::text, programme, '')
        as scope_id,
      week, count(*) as asked, count(*) filter (where score >= 9) as promoters,
      count(*) filter (where score in (7, 8)) as passives, count(*) filter (where score <= 6) as detractors
    from questionnaire_items
    group by week,
      grouping sets ((), (client_id), (expert_id), (account_executive_id), (team_lead_id), (programme))
    having (grouping(account_executive_id) = 1 or account_executive_id is not null)
      and (grouping(team_lead_id) = 1 or team_lead_id is not null)
  )
  select format('%s in the week of %s: the tally says %s, the answers %s (asked, promoters, passives, detractors).',
    trim(scope || ' ' || scope_id), week, tally, answers) as difference
  from (
    select scope, scope_id, week,
      array[coalesce(t.asked, 0), coalesce(t.promoters, 0), coalesce(t.passives, 0), coalesce(t.detractors, 0)] as tally,
      array[coalesce(c.asked, 0), coalesce(c.promoters, 0), coalesce(c.passives, 0), coalesce(c.detractors, 0)]::integer[]
        as answers
    from nps_tallies t full join counted c using (scope, scope_id, week)
  ) both_ways
  where tally <> answers order by week, scope, scope_id limit ${mostDifferences}`;

/** QN-2. Counts everything again, as it stands at one moment. */
@Injectable()
export class Recount {
  constructor(private readonly dataSource: DataSource) {}

  recount(): Promise<z.output<typeof NpsRecount>> {
    return this.dataSource.transaction('REPEATABLE READ', async (on) => {
      const [count] = await on.query<{ n: number }[]>('select count(*)::integer as n from questionnaire_items');
      const rows = await on.query<{ difference: string }[]>(differences);
      return { ok: !rows.length, counted: count!.n, differences: rows.map(({ difference }) => difference) };
    });
  }
}
