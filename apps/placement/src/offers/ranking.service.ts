import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { Clock } from '#libs/time';
import { ClientEntity } from '../clients/client.entity.js';
import { ExpertEntity, nameOf } from '../experts/expert.entity.js';
import { priorityOf, type Standing } from '../first-refusal/first-refusal.rules.js';
import { standingsOf } from '../first-refusal/standings.js';
import { barredAmong } from '../issues/barred.js';
import { OpeningsService } from '../openings/openings.service.js';
import { OfferEntity } from './offer.entity.js';
import { offerView, type OfferView } from './offer.view.js';
import { rank, type Weight } from './ranking.rules.js';

/** PL-7. The live offers of experts who can be placed, in the order of their rank, for the client and staff (PL-13). */
@Injectable()
export class RankingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly openings: OpeningsService,
    private readonly clock: Clock,
  ) {}

  async rank(actor: Actor, openingId: string): Promise<OfferView[]> {
    requireRole(actor, 'admin', 'account-executive', 'team-lead', 'client');
    const on = this.dataSource.manager;
    const opening = await this.openings.visible(on, actor, openingId);
    const { timeZone } = await on.findOneByOrFail(ClientEntity, { id: opening.clientId });
    const offers = await on.findBy(OfferEntity, { openingId, state: 'offered' });
    const experts = await on.findBy(ExpertEntity, {
      id: In(offers.map(({ expertId }) => expertId)),
      stage: 'certified',
    });
    const barred = await barredAmong(
      on,
      experts.map(({ id }) => id),
    );
    const right = (await standingsOf(on, [opening], this.clock.now())).get(openingId);
    const candidates = experts.filter(({ id }) => !barred.has(id)).map((expert) => candidateOf(expert, offers, right));
    return rank({ ...opening, timeZone }, candidates, await this.weights()).map(({ candidate, rank: its }) => ({
      ...offerView(actor, candidate.offer, nameOf(candidate.expert)),
      rank: its,
    }));
  }

  private weights(): Promise<Weight[]> {
    return this.dataSource.query<Weight[]>('select factor, points, scale from ranking_weights order by position');
  }
}

function candidateOf(expert: ExpertEntity, offers: OfferEntity[], right: Standing | undefined) {
  const offer = offers.find(({ expertId }) => expertId === expert.id);
  if (!offer?.terms || !offer.offeredAt) throw new Error(`A live offer of ${expert.id} has no terms.`);
  const { terms, offeredAt } = offer;
  const { skills, rateZone, timeZone } = expert;
  const { hoursPerWeek, earliestStart } = terms;
  const priority = priorityOf(right, expert.id, offeredAt);
  return { id: offer.id, offeredAt, skills, rateZone, timeZone, hoursPerWeek, earliestStart, priority, offer, expert };
}
