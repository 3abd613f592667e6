import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
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
    const last = this.lastWeek(question.ending);
    const first = addDays(last, 7 - 7 * question.weeks);
    const tallies = await on.query<(Tally & { week: Day })[]>(
      `select week, asked, promoters, passives, detractors from nps_tallies
       where scope = $1 and scope_id = $2 and week between $3 and $4`,
      [whose.scope, whose.id, addDays(first, 7 - 7 * window), last],
    );
    const byWeek = new Map(tallies.map((tally) => [tally.week, tally]));
    const least = await this.leastAnswers(on);
    const points = Array.from({ length: question.weeks }, (_, n) => {
      const week = addDays(first, 7 * n);
      const weeks = Array.from({ length: window }, (_each, ago) => byWeek.get(addDays(week, -7 * ago)));
      return { week, ...npsOf(sumOf(weeks), least) };
    });
    return { ...whose, id: whose.id || null, window, points };
  }

  /** By score, whoever has too few answers after all others. */
  async rank(actor: Actor, filter: z.output<typeof NpsRankingFilter>): Promise<Page<Ranked>> {
    const on = this.dataSource.manager;
    const { scope } = filter;
    this.scopes.ranked(actor, scope);
    const week = this.lastWeek(filter.ending);
    const least = await this.leastAnswers(on);
    const beyondAll = filter.sort === 'score' ? 101 : -101;
    const params: unknown[] = [scope, addDays(week, 7 - 7 * Number(filter.window)), week, least, beyondAll];
    if (actor.role === 'team-lead' && scope === 'expert') params.push(actor.id);
    const sql = `
      select id, ${nameIn[scope]} as name, asked, promoters, passives, detractors,
        case when n < $4 then $5 else 100 * (promoters - detractors)::numeric / n end as rank
      from (
        select scope_id as id, sum(asked)::integer as asked, sum(promoters)::integer as promoters,
          sum(passives)::integer as passives, sum(detractors)::integer as detractors,
          sum(promoters + passives + detractors)::integer as n
        from nps_tallies where scope = $1 and week between $2 and $3 group by scope_id having sum(asked) > 0
      ) sums
      ${params.length > 5 ? 'where exists (select from experts where expert_id::text = id and team_lead_id = $6)' : ''}`;
    const list = { id: 'id', sorts: { score: 'rank' }, defaultSort: '-score' };
    const page = await pageOfSql<Tally & { id: string; name: string }>(on, { sql, params }, filter, list);
    return {
      ...page,
      items: page.items.map(({ id, name, ...tally }) => ({ id, name, week, ...npsOf(tally, least) })),
    };
  }

  private lastWeek(ending: Day | undefined): Day {
    return weekOf(ending ?? dayOf(this.clock.now(), 'UTC'));
  }

  private async leastAnswers(on: EntityManager): Promise<number> {
    const [policy] = await on.query<{ least: number }[]>('select least_answers as least from questionnaire_policy');
    return policy!.least;
  }
}

const accountName = 'coalesce((select name from accounts where account_id::text = id), id)';
const nameIn: Record<Exclude<Scope, 'network'>, string> = {
  client: 'coalesce((select name from clients where client_id::text = id), id)',
  expert: 'coalesce((select name from experts where expert_id::text = id), id)',
  'account-executive': accountName,
  'team-lead': accountName,
  programme: 'id',
};

const sumOf = (tallies: readonly (Tally | undefined)[]): Tally =>
  tallies.reduce<Tally>(
    (sum, tally) =>
      tally
        ? {
            asked: sum.asked + tally.asked,
            promoters: sum.promoters + tally.promoters,
            passives: sum.passives + tally.passives,
            detractors: sum.detractors + tally.detractors,
          }
        : sum,
    { asked: 0, promoters: 0, passives: 0, detractors: 0 },
  );
