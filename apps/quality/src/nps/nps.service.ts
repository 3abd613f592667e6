import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { Nps, NpsQuestion, NpsRankingFilter, RankedNps } from '#libs/contracts';
import { type Page, pageOfSql } from '#libs/persistence';
import { addDays, Clock, type Day, dayOf, weekOf } from '#libs/time';
import { NpsScopes } from './nps-scopes.js';
import { npsOf, type Tally } from './nps.rules.js';
import { type Scope } from './tallies.js';

type NpsView = z.output<typeof Nps>;
type Ranked = z.output<typeof RankedNps>;

/** QN-2. NPS from the tallies: however many answers there are, none is read. */
@Injectable()
export class NpsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly scopes: NpsScopes,
    private readonly clock: Clock,
  ) {}

  /** One point for each week, each over the window that ends with it. */
  async get(actor: Actor, question: z.output<typeof NpsQuestion>): Promise<NpsView> {
    const on = this.dataSource.manager;
    const whose = await this.scopes.whose(on, actor, question);
    const window = Number(question.window);
    const points = await on.query<(Tally & { week: Day; least: number })[]>(
      `select week, asked, promoters, passives, detractors, least_answers as least
       from (
         select $3::date - 7 * ago as week, ago, coalesce(sum(asked) over recent, 0)::integer as asked,
           coalesce(sum(promoters) over recent, 0)::integer as promoters,
           coalesce(sum(passives) over recent, 0)::integer as passives,
           coalesce(sum(detractors) over recent, 0)::integer as detractors
         from generate_series(0, $4::integer + $5::integer - 2) ago
         left join nps_tallies t on scope = $1 and scope_id = $2 and t.week = $3::date - 7 * ago
         window recent as (order by ago desc rows between $5::integer - 1 preceding and current row)
       ) windows, questionnaire_policy
       where ago < $4 order by week`,
      [whose.scope, whose.id, this.lastWeek(question.ending), question.weeks, window],
    );
    return {
      ...{ ...whose, id: whose.id || null, window },
      points: points.map(({ week, least, ...tally }) => ({ week, ...npsOf(tally, least) })),
    };
  }

  /** By score, whoever has too few answers after all others. */
  async rank(actor: Actor, filter: z.output<typeof NpsRankingFilter>): Promise<Page<Ranked>> {
    const on = this.dataSource.manager;
    const { scope } = filter;
    this.scopes.ranked(actor, scope);
    const week = this.lastWeek(filter.ending);
    const beyondAll = filter.sort === 'score' ? 101 : -101;
    const params: unknown[] = [scope, addDays(week, 7 - 7 * Number(filter.window)), week, beyondAll];
    if (actor.role === 'team-lead' && scope === 'expert') params.push(actor.id);
    const sql = `
      select id, ${nameIn[scope]} as name, asked, promoters, passives, detractors, least_answers as least,
        case when n < least_answers then $4 else 100 * (promoters - detractors)::numeric / n end as rank
      from (
        select scope_id as id, sum(asked)::integer as asked, sum(promoters)::integer as promoters,
          sum(passives)::integer as passives, sum(detractors)::integer as detractors,
          sum(promoters + passives + detractors)::integer as n
        from nps_tallies where scope = $1 and week between $2 and $3 group by scope_id having sum(asked) > 0
      ) sums, (select least_answers from questionnaire_policy) policy
      ${params.length > 4 ? 'where exists (select from experts where expert_id = id::uuid and team_lead_id = $5)' : ''}`;
    const list = { id: 'id', sorts: { score: 'rank' }, defaultSort: '-score' };
    const page = await pageOfSql<Tally & { id: string; name: string; least: number }>(
      on,
      { sql, params },
      filter,
      list,
    );
    return {
      ...page,
      items: page.items.map(({ id, name, least, ...tally }) => ({ id, name, week, ...npsOf(tally, least) })),
    };
  }

  private lastWeek(ending: Day | undefined): Day {
    return weekOf(ending ?? dayOf(this.clock.now(), 'UTC'));
  }
}

const accountName = 'coalesce((select name from accounts where account_id = id::uuid), id)';
const nameIn: Record<Exclude<Scope, 'network'>, string> = {
  client: 'coalesce((select name from clients where client_id = id::uuid), id)',
  expert: 'coalesce((select name from experts where expert_id = id::uuid), id)',
  'account-executive': accountName,
  'team-lead': accountName,
  programme: 'id',
};
