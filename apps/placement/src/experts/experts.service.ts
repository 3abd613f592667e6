import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Actor, maySee, notYours, requireRole } from '#libs/access';
import type { ExpertFilter } from '#libs/contracts';
import { History } from '#libs/history';
import { containing, type Page, pageOf } from '#libs/persistence';
import { skillKey } from '../skill.rules.js';
import { ExpertEntity } from './expert.entity.js';
import { type ExpertView, expertView } from './expert.view.js';

/** An expert has shown itself to a client by an offer for one of its openings. */
const offeredTo =
  'exists (select from offers where client_id = :clientId and expert_id = expert.id and offered_at is not null)';

/** Reads experts, for the actor who may see them: staff all, an expert itself, a client those who offered to it. */
@Injectable()
export class ExpertsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: History,
  ) {}

  async get(actor: Actor, id: string): Promise<ExpertView> {
    const on = this.dataSource.manager;
    return this.view(on, actor, await this.visible(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof ExpertFilter>): Promise<Page<ExpertView>> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client');
    const on = this.dataSource.manager;
    const query = narrow(on.createQueryBuilder(ExpertEntity, 'expert'), filter);
    if (actor.role === 'client') query.andWhere(offeredTo, { clientId: actor.clientId });
    const page = await pageOf(query, filter, {
      id: 'expert.id',
      sorts: { familyName: 'expert.familyName', createdAt: 'expert.createdAt' },
      defaultSort: 'familyName',
    });
    return { ...page, items: await this.views(on, actor, page.items) };
  }

  /** Throws 404 for an expert that doesn't exist for this actor. */
  async visible(on: EntityManager, actor: Actor, id: string): Promise<ExpertEntity> {
    const query = on.createQueryBuilder(ExpertEntity, 'expert').where({ id });
    if (actor.role === 'client') query.andWhere(offeredTo, { clientId: actor.clientId });
    const expert = await query.getOne();
    if (!expert || (actor.role !== 'client' && !maySee(actor, { expertId: id }))) throw notYours('expert');
    return expert;
  }

  /** The expert itself or staff, about to change it: locked. */
  async own(tx: EntityManager, actor: Actor, id: string): Promise<ExpertEntity> {
    const expert = await tx.findOne(ExpertEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!expert || !maySee(actor, { expertId: id })) throw notYours('expert');
    return expert;
  }

  async view(on: EntityManager, actor: Actor, expert: ExpertEntity): Promise<ExpertView> {
    const [view] = await this.views(on, actor, [expert]);
    return view!;
  }

  private async views(on: EntityManager, actor: Actor, experts: ExpertEntity[]): Promise<ExpertView[]> {
    const histories = await this.history.of(
      on,
      experts.map(({ id }) => id),
    );
    return experts.map((expert) => expertView(actor, expert, histories.get(expert.id) ?? []));
  }
}

function narrow(
  query: SelectQueryBuilder<ExpertEntity>,
  { q, stage, skill, programme, engagementKind }: z.output<typeof ExpertFilter>,
): SelectQueryBuilder<ExpertEntity> {
  if (q) query.andWhere(`(expert.given_name || ' ' || expert.family_name) ilike :q`, { q: containing(q) });
  if (stage) query.andWhere('expert.stage = :stage', { stage });
  if (skill) query.andWhere('expert.skill_years ? :skill', { skill: skillKey(skill) });
  if (programme) query.andWhere('expert.programmes @> array[:programme]', { programme });
  if (engagementKind) query.andWhere(':engagementKind = any(expert.engagement_kinds)', { engagementKind });
  return query;
}
