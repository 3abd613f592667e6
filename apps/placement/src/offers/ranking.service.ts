import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { ClientEntity } from '../clients/client.entity.js';
import { ExpertEntity, nameOf } from '../experts/expert.entity.js';
import { OpeningsService } from '../openings/openings.service.js';
import { OfferEntity } from './offer.entity.js';
import { offerView, type OfferView } from './offer.view.js';
import { rank, type Weight } from './ranking.rules.js';

/** PL-7. The live offers for an opening in the order of their rank, for the client and staff. */
@Injectable()
export class RankingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openings: OpeningsService,
  ) {}

  async rank(actor: Actor, openingId: string): Promise<OfferView[]> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client');
    const on = this.dataSource.manager;
    const opening = await this.openings.visible(on, actor, openingId);
    const { timeZone } = await on.findOneByOrFail(ClientEntity, { id: opening.clientId });
    const offers = await on.findBy(OfferEntity, { openingId, state: 'offered' });
    const experts = await on.findBy(ExpertEntity, { id: In(offers.map(({ expertId }) => expertId)) });
    const byId = new Map(experts.map((expert) => [expert.id, expert]));
    const candidates = offers.map((offer) => candidateOf(offer, byId.get(offer.expertId)!));
    return rank({ ...opening, timeZone }, candidates, await this.weights()).map(({ candidate, rank: its }) => ({
      ...offerView(actor, candidate.offer, nameOf(candidate.expert)),
      rank: its,
    }));
  }

  private weights(): Promise<Weight[]> {
    return this.dataSource.query<Weight[]>('select factor, points, scale from ranking_weights order by position');
  }
}

function candidateOf(offer: OfferEntity, expert: ExpertEntity) {
  const { terms, offeredAt } = offer;
  if (!terms || !offeredAt) throw new Error(`The offer ${offer.id} is live without terms.`);
  const { skills, rateZone, timeZone } = expert;
  const { hoursPerWeek, earliestStart } = terms;
  return { id: offer.id, offeredAt, skills, rateZone, timeZone, hoursPerWeek, earliestStart, offer, expert };
}
