import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole } from '#libs/access';
import type { ProblemSituationFilter } from '#libs/contracts';
import { History } from '#libs/history';
import { type Page, pageOf } from '#libs/persistence';
import type { ProblemSituationView } from '../types.js';
import { ProblemSituationEntity } from './problem-situation.entity.js';

/** PL-11. Reads the catalogue: staff all of it, both sides of placements what may enter their contracts. */
@Injectable()
export class SituationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  async get(actor: Actor, id: string): Promise<ProblemSituationView> {
    mayRead(actor);
    const on = this.dataSource.manager;
    const situation = await on.findOneBy(ProblemSituationEntity, { id });
    if (!situation || (!isStaff(actor) && situation.state !== 'accepted')) throw notYours('problem-situation');
    return this.view(on, actor, situation);
  }

  async list(actor: Actor, filter: z.output<typeof ProblemSituationFilter>): Promise<Page<ProblemSituationView>> {
    mayRead(actor);
    const on = this.dataSource.manager;
    const { state, category, term, programme } = filter;
    const query = on.createQueryBuilder(ProblemSituationEntity, 'situation').where('true');
    if (!isStaff(actor)) query.andWhere(`situation.state = 'accepted'`);
    if (state) query.andWhere('situation.state = :state', { state });
    if (category) query.andWhere('situation.category = :category', { category });
    if (term) query.andWhere('situation.term = :term', { term });
    if (programme) query.andWhere(`(:programme = any(programmes) or programmes = '{}')`, { programme });
    const page = await pageOf(query, filter, {
      id: 'situation.id',
      sorts: { createdAt: 'situation.createdAt', title: 'situation.title' },
      defaultSort: 'createdAt',
    });
    return { ...page, items: await this.views(on, actor, page.items) };
  }

  async view(on: EntityManager, actor: Actor, situation: ProblemSituationEntity): Promise<ProblemSituationView> {
    return (await this.views(on, actor, [situation]))[0]!;
  }

  /**
   * What clients complained of is between them and the network: only staff reads where a situation comes from, and a team
   * lead only what was said of its own people.
   */
  private async views(
    on: EntityManager,
    actor: Actor,
    situations: readonly ProblemSituationEntity[],
  ): Promise<ProblemSituationView[]> {
    const histories = await this.history.of(
      on,
      situations.map(({ id }) => id),
    );
    const complaints = situations.flatMap(({ seen }) => seen.map(({ complaintId }) => complaintId));
    const theirs = actor.role === 'team-lead' ? await ofTheirPeople(on, actor, complaints) : null;
    return situations.map(({ createdAt, seen, ...situation }) => ({
      ...situation,
      seen: seen.filter(({ complaintId }) => !theirs || theirs.has(complaintId)),
      history: histories.get(situation.id) ?? [],
      ...(!isStaff(actor) && { problemId: null, seen: [], history: [] }),
      createdAt: createdAt.toISOString(),
    }));
  }
}

const mayRead = (actor: Actor): void =>
  requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client', 'expert');

/** Those of these complaints that are about experts of a team lead. */
async function ofTheirPeople(on: EntityManager, actor: Actor, complaintIds: readonly string[]): Promise<Set<string>> {
  const rows = await on.query<{ id: string }[]>(
    `select complaint_id as id from known_complaints
       join placements on placements.id = placement_id join experts on experts.id = expert_id
     where team_lead_id = $1 and complaint_id = any($2)`,
    [actor.id, complaintIds],
  );
  return new Set(rows.map(({ id }) => id));
}
