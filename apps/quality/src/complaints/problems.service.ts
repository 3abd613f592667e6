import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { ProblemFilter, RepeatedProblem } from '#libs/contracts';
import { type Page, pageOfSql } from '#libs/persistence';
import { Circle } from '../network/circle.js';
import { ComplaintEntity } from './complaint.entity.js';

type ProblemView = z.output<typeof RepeatedProblem>;
type ProblemRow = Record<'id' | 'category' | 'category_name', string> &
  Record<'first_seen_at' | 'last_seen_at', Date> & { times: number };

/** QN-11. Reads problems: how often in the whole network, and where among those the reader looks after. */
@Injectable()
export class ProblemsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
  ) {}

  async list(actor: Actor, filter: z.output<typeof ProblemFilter>): Promise<Page<ProblemView>> {
    requireRole(actor, ...staff);
    const on = this.dataSource.manager;
    const sql = `
      select p.id, p.category, c.name as category_name, p.last_seen_at, shown.first_seen_at, shown.times
      from problems p join issue_categories c on c.key = p.category
      cross join lateral (
        select min(logged_at) as first_seen_at, count(*)::integer as times from complaints where problem_id = p.id
      ) shown
      where $1::text is null or p.category = $1`;
    const list = { id: 'id', sorts: { lastSeenAt: 'last_seen_at' }, defaultSort: '-lastSeenAt' };
    const page = await pageOfSql<ProblemRow>(on, { sql, params: [filter.category ?? null] }, filter, list);
    const places = await this.places(
      on,
      actor,
      page.items.map(({ id }) => id),
    );
    const items = page.items.map(({ id, category, category_name: categoryName, times, ...seen }) => ({
      ...{ id, category, categoryName, times, seen: places.get(id) ?? [] },
      firstSeenAt: seen.first_seen_at.toISOString(),
      lastSeenAt: seen.last_seen_at.toISOString(),
    }));
    return { ...page, items };
  }

  private async places(on: EntityManager, actor: Actor, ids: string[]): Promise<Map<string, ProblemView['seen']>> {
    const complaints = await on.find(ComplaintEntity, {
      where: { problemId: In(ids) },
      order: { loggedAt: 'asc', id: 'asc' },
    });
    const placements = await this.circle.among(
      on,
      complaints.map(({ placementId }) => placementId),
    );
    const placed = new Map(placements.map((placement) => [placement.placementId, placement]));
    const places = new Map<string, ProblemView['seen']>();
    for (const [problemId, shown] of Map.groupBy(complaints, (each) => each.problemId!)) {
      const seen = shown.flatMap(({ id: complaintId, placementId, what, loggedAt }) => {
        const placement = placed.get(placementId)!;
        if (!this.circle.sees(actor, placement)) return [];
        const { title, clientName } = placement;
        return [{ complaintId, placementId, title, clientName, what, loggedAt: loggedAt.toISOString() }];
      });
      places.set(problemId, seen);
    }
    return places;
  }
}
