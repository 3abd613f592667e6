import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole } from '#libs/access';
import type { Opening, OpeningFilter } from '#libs/contracts';
import { formatMoney } from '#libs/money';
import { type Page, pageOf } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ClientEntity } from '../clients/client.entity.js';
import { narrowToClient } from '../clients/narrow-to-client.js';
import { ExpertEntity } from '../experts/expert.entity.js';
import { seenBy } from '../first-refusal/first-refusal.rules.js';
import { standingsOf } from '../first-refusal/standings.js';
import { barredAmong } from '../issues/barred.js';
import { seesBill } from '../masks.rules.js';
import { skillKey } from '../skill.rules.js';
import { OpeningEntity } from './opening.entity.js';
import { answeredBy, sharedWith } from './shared-with.js';

export type OpeningView = z.output<typeof Opening>;

/** PL-4. Reads openings, for who sees them: staff, the client itself, the experts they are shared with. */
@Injectable()
export class OpeningsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<OpeningView> {
    const on = this.dataSource.manager;
    return this.view(on, actor, await this.visible(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof OpeningFilter>): Promise<Page<OpeningView>> {
    const on = this.dataSource.manager;
    const { clientId, state, skill } = filter;
    const query = await this.visibleTo(on, actor);
    if (actor.role === 'expert') await withoutNewOnes(query, on, actor.expertId ?? actor.id);
    if (clientId) await narrowToClient(query, actor, clientId);
    if (state) query.andWhere('opening.state = :state', { state });
    if (skill) query.andWhere('opening.skill_years ? :skill', { skill: skillKey(skill) });
    const page = await pageOf(query, filter, {
      id: 'opening.id',
      sorts: { createdAt: 'opening.createdAt', startsOn: 'opening.startsOn' },
      defaultSort: '-createdAt',
    });
    return { ...page, items: await this.views(on, actor, page.items) };
  }

  /** Throws 404 for an opening that doesn't exist for this actor. */
  async visible(on: EntityManager, actor: Actor, id: string): Promise<OpeningEntity> {
    const opening = await (await this.visibleTo(on, actor)).andWhere({ id }).getOne();
    if (!opening) throw notYours('opening');
    return opening;
  }

  /** The same, locked: the one lock that offers, selections and withdrawals of an opening queue up for. */
  async locked(tx: EntityManager, actor: Actor, id: string): Promise<OpeningEntity> {
    await this.visible(tx, actor, id);
    return tx.findOneOrFail(OpeningEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async view(on: EntityManager, actor: Actor, opening: OpeningEntity): Promise<OpeningView> {
    const [view] = await this.views(on, actor, [opening]);
    return view!;
  }

  private async visibleTo(on: EntityManager, actor: Actor): Promise<SelectQueryBuilder<OpeningEntity>> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client', 'expert');
    const query = on.createQueryBuilder(OpeningEntity, 'opening');
    if (actor.role === 'expert')
      sharedWith(query, await on.findOneBy(ExpertEntity, { id: actor.expertId ?? actor.id }));
    else if (!isStaff(actor))
      query.andWhere('opening.clientId = :ownClientId', { ownClientId: actor.clientId ?? null });
    return query;
  }

  private async views(on: EntityManager, actor: Actor, openings: OpeningEntity[]): Promise<OpeningView[]> {
    const clients = await on.findBy(ClientEntity, { id: In(openings.map(({ clientId }) => clientId)) });
    const names = new Map(clients.map(({ id, name }) => [id, name]));
    const standings = await standingsOf(on, openings, this.clock.now());
    return openings.map(
      ({ skillYears: _, programmeVersion: __, withdrawnReason: ___, budgetRate, createdAt, ...facts }) => ({
        ...facts,
        clientName: names.get(facts.clientId) ?? '',
        firstRefusal: seenBy(actor, standings.get(facts.id)),
        ...(seesBill(actor) && { budgetRate: formatMoney(budgetRate) }),
        createdAt: createdAt.toISOString(),
      }),
    );
  }
}

/** PL-13. An expert who can't be placed is shown what it has answered only; it may still look at the others and be told why. */
async function withoutNewOnes(query: SelectQueryBuilder<OpeningEntity>, on: EntityManager, expertId: string) {
  if ((await barredAmong(on, [expertId])).size) query.andWhere(answeredBy, { expertId });
}
