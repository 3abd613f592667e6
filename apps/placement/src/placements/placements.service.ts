import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf, visible } from '#libs/access';
import type { Placement, PlacementFilter } from '#libs/contracts';
import { History } from '#libs/history';
import { type Page, pageOf } from '#libs/persistence';
import { ClientEntity } from '../clients/client.entity.js';
import { narrowToClient } from '../clients/narrow-to-client.js';
import { ExpertEntity, nameOf } from '../experts/expert.entity.js';
import { ExpertsService } from '../experts/experts.service.js';
import { PlacementEntity } from './placement.entity.js';

export type PlacementView = z.output<typeof Placement>;

/** Reads placements, for staff and the two parties, and keeps each change of their state. */
@Injectable()
export class PlacementsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly experts: ExpertsService,
    private readonly history: History,
  ) {}

  async get(actor: Actor, id: string): Promise<PlacementView> {
    const on = this.dataSource.manager;
    return this.view(on, await this.visible(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof PlacementFilter>): Promise<Page<PlacementView>> {
    const on = this.dataSource.manager;
    const { clientId, expertId, state } = filter;
    // A foreign id in a filter is refused as it is in a path.
    if (expertId) await this.experts.visible(on, actor, expertId);
    const query = on.createQueryBuilder(PlacementEntity, 'placement').where(scopeOf(actor, { expertId }));
    if (clientId) await narrowToClient(query, actor, clientId);
    if (state) query.andWhere('placement.state = :state', { state });
    const page = await pageOf(query, filter, {
      id: 'placement.id',
      sorts: { selectedAt: 'placement.selectedAt', startsOn: 'placement.startsOn' },
      defaultSort: '-selectedAt',
    });
    return { ...page, items: await this.views(on, page.items) };
  }

  async visible(on: EntityManager, actor: Actor, id: string): Promise<PlacementEntity> {
    return visible(actor, await on.findOneBy(PlacementEntity, { id }), 'placement');
  }

  /** The same, locked: the one lock for everything that happens to a placement and its contracts. */
  async locked(tx: EntityManager, actor: Actor, id: string): Promise<PlacementEntity> {
    const placement = await tx.findOne(PlacementEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    return visible(actor, placement, 'placement');
  }

  async add(tx: EntityManager, actor: Actor, placement: PlacementEntity): Promise<void> {
    await tx.insert(PlacementEntity, placement);
    await this.history.add(tx, placement.id, actor, placement.state);
  }

  /** Brings a locked placement into its next state, with who, when and why. */
  async move(
    tx: EntityManager,
    actor: Actor,
    placement: PlacementEntity,
    set: Partial<PlacementEntity> & Pick<PlacementEntity, 'state'>,
    reason: string | null = null,
  ): Promise<PlacementEntity> {
    const version = placement.version + 1;
    await tx.update(PlacementEntity, { id: placement.id }, { ...set, version });
    await this.history.add(tx, placement.id, actor, set.state, reason);
    return { ...placement, ...set, version };
  }

  /** What the parties are called; events of a placement that begins tell it to the other services. */
  async namesOf(on: EntityManager, { clientId, expertId }: PlacementEntity) {
    const client = await on.findOneByOrFail(ClientEntity, { id: clientId });
    const expert = await on.findOneByOrFail(ExpertEntity, { id: expertId });
    return { clientName: client.name, expertName: nameOf(expert) };
  }

  async view(on: EntityManager, placement: PlacementEntity): Promise<PlacementView> {
    const [view] = await this.views(on, [placement]);
    return view!;
  }

  private async views(on: EntityManager, placements: PlacementEntity[]): Promise<PlacementView[]> {
    const histories = await this.history.of(
      on,
      placements.map(({ id }) => id),
    );
    const clients = await on.findBy(ClientEntity, { id: In(placements.map(({ clientId }) => clientId)) });
    const experts = await on.findBy(ExpertEntity, { id: In(placements.map(({ expertId }) => expertId)) });
    const clientNames = new Map(clients.map(({ id, name }) => [id, name]));
    const expertNames = new Map(experts.map((expert) => [expert.id, nameOf(expert)]));
    return placements.map((placement) => {
      const { id, openingId, clientId, expertId, programme, title, state, startsOn, endsOn, version } = placement;
      return {
        ...{ id, openingId, clientId, expertId, programme, title, state, startsOn, endsOn, version },
        clientName: clientNames.get(clientId) ?? '',
        expertName: expertNames.get(expertId) ?? '',
        selectedAt: placement.selectedAt.toISOString(),
        readyBy: placement.readyBy.toISOString(),
        history: histories.get(id) ?? [],
      };
    });
  }
}

/** Who a placement is between, as every event of it says. */
export const partiesOf = ({ id, clientId, expertId }: PlacementEntity) => ({ placementId: id, clientId, expertId });
