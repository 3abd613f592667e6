import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { z } from 'zod';
import { type Actor, maySee, notYours, scopeOf } from '#libs/access';
import type { OfferFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { ExpertEntity, nameOf } from '../experts/expert.entity.js';
import { ExpertsService } from '../experts/experts.service.js';
import { OpeningsService } from '../openings/openings.service.js';
import { OfferEntity } from './offer.entity.js';
import { offerView, type OfferView } from './offer.view.js';

/** PL-6. Reads offers: staff all, an expert its own, a client those that experts made for its openings. */
@Injectable()
export class OffersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openings: OpeningsService,
    private readonly experts: ExpertsService,
  ) {}

  async get(actor: Actor, id: string): Promise<OfferView> {
    const on = this.dataSource.manager;
    return this.view(on, actor, await this.visible(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof OfferFilter>): Promise<Page<OfferView>> {
    const on = this.dataSource.manager;
    const { openingId, expertId, state } = filter;
    const query = on.createQueryBuilder(OfferEntity, 'offer').where(scopeOf(actor, { expertId }));
    // A foreign id in a filter is refused as it is in a path.
    if (openingId) await this.openings.visible(on, actor, openingId);
    if (expertId) await this.experts.visible(on, actor, expertId);
    if (actor.role === 'client') query.andWhere('offer.offered_at is not null');
    if (openingId) query.andWhere('offer.openingId = :openingId', { openingId });
    if (state) query.andWhere('offer.state = :state', { state });
    const page = await pageOf(query, filter, {
      id: 'offer.id',
      sorts: { createdAt: 'offer.createdAt' },
      defaultSort: '-createdAt',
    });
    return { ...page, items: await this.views(on, actor, page.items) };
  }

  /** Throws 404 for an offer that doesn't exist for this actor: a client's are those an expert stands behind. */
  async visible(on: EntityManager, actor: Actor, id: string): Promise<OfferEntity> {
    const offer = await on.findOneBy(OfferEntity, { id });
    if (!offer || !maySee(actor, offer) || (actor.role === 'client' && !offer.offeredAt)) throw notYours('offer');
    return offer;
  }

  async view(on: EntityManager, actor: Actor, offer: OfferEntity): Promise<OfferView> {
    const [view] = await this.views(on, actor, [offer]);
    return view!;
  }

  private async views(on: EntityManager, actor: Actor, offers: OfferEntity[]): Promise<OfferView[]> {
    const experts = await on.findBy(ExpertEntity, { id: In(offers.map(({ expertId }) => expertId)) });
    const names = new Map(experts.map((expert) => [expert.id, nameOf(expert)]));
    return offers.map((offer) => offerView(actor, offer, names.get(offer.expertId) ?? ''));
  }
}
