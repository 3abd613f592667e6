import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, members, requireRole, staff } from '#libs/access';
import {
  type Award,
  type AwardFilter,
  AwardNotice,
  type AwardStanding,
  type AwardStandards,
  type AwardWinnerFilter,
  type listAwards,
  type listAwardWinners,
} from '#libs/contracts';
import type { Answer } from '#libs/messaging';
import { pageOfSql } from '#libs/persistence';
import { Clock, dayOf, monthOf } from '#libs/time';
import { Circle } from '../network/circle.js';
import { Standings } from './standings.js';

const notice = AwardNotice.value;
type AwardRow = Omit<z.output<typeof Award>, 'computedAt'> & { computedAt: Date };

/** QN-8. Everybody sees its own standing, staff all; the others who won, and nothing else. */
@Injectable()
export class AwardService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly standings: Standings,
    private readonly clock: Clock,
  ) {}

  async standards(actor: Actor): Promise<z.output<typeof AwardStandards>> {
    requireRole(actor, ...members);
    const on = this.dataSource.manager;
    const standards = await this.standings.standards(on);
    const { leastMeasured } = await this.standings.terms(on);
    const items = standards.map(({ key, text, provenBy }) => ({ key, text, provenBy }));
    return { items, leastMeasured, notice };
  }

  async standing(actor: Actor, expertId: string): Promise<z.output<typeof AwardStanding>> {
    requireRole(actor, 'expert', ...staff);
    const on = this.dataSource.manager;
    const { name: expertName } = await this.circle.expert(on, actor, expertId);
    const now = this.clock.now();
    const month = monthOf(dayOf(now, 'UTC'));
    const standing = (await this.standings.ofMonth(on, month, [expertId])).get(expertId)!;
    return { expertId, expertName, month, ...standing, asOf: now.toISOString(), notice };
  }

  async list(actor: Actor, filter: z.output<typeof AwardFilter>): Promise<Answer<typeof listAwards>> {
    requireRole(actor, 'expert', ...staff);
    const { month, won } = filter;
    const { expertId, teamLeadId } = this.circle.scopeOf(actor, filter);
    const page = await pageOfSql<AwardRow>(
      this.dataSource.manager,
      {
        sql: `select id, expert_id as "expertId", name as "expertName", to_char(month, 'YYYY-MM-DD') as month, won,
            measured, standards, computed_at as "computedAt", computed_by as "computedBy"
          from award_standings join experts using (expert_id)
          where ($1::date is null or month = $1) and ($2::uuid is null or expert_id = $2)
            and ($3::boolean is null or won = $3) and ($4::uuid is null or team_lead_id = $4)`,
        params: [month ?? null, expertId ?? null, won ?? null, teamLeadId ?? null],
      },
      filter,
      { id: 'id', sorts: { month: 'month', expertName: '"expertName"' }, defaultSort: '-month' },
    );
    const items = page.items.map((award) => ({ ...award, computedAt: award.computedAt.toISOString() }));
    return { ...page, items, notice };
  }

  async winners(actor: Actor, filter: z.output<typeof AwardWinnerFilter>): Promise<Answer<typeof listAwardWinners>> {
    requireRole(actor, ...members);
    const on = this.dataSource.manager;
    const month = filter.month ?? (await lastMonth(on));
    const page = await pageOfSql<{ id: string; expertName: string }>(
      on,
      {
        sql: `select id, name as "expertName" from award_standings join experts using (expert_id)
          where month = $1 and won`,
        params: [month],
      },
      filter,
      { id: 'id', sorts: { expertName: '"expertName"' }, defaultSort: 'expertName' },
    );
    return { ...page, items: page.items.map(({ expertName }) => ({ expertName })), month, notice };
  }
}

async function lastMonth(on: Pick<EntityManager, 'query'>): Promise<string | null> {
  const [last] = await on.query<{ month: string | null }[]>(
    `select to_char(max(month), 'YYYY-MM-DD') as month from award_standings`,
  );
  return last?.month ?? null;
}
