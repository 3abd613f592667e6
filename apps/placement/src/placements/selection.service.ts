import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import type { selectOffer } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { parseMoney } from '#libs/money';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ClientEntity } from '../clients/client.entity.js';
import { ContractEntity } from '../contracts/contract.entity.js';
import { firstTerms } from '../contracts/contract-terms.rules.js';
import { checkCertified } from '../experts/certified.js';
import { checkMaySelect } from '../first-refusal/first-refusal.rules.js';
import { standingsOf } from '../first-refusal/standings.js';
import { checkNotBarred } from '../issues/barred.js';
import { OfferEntity, type OfferTerms } from '../offers/offer.entity.js';
import { nextOfferState } from '../offers/offer-state.rules.js';
import { OffersService } from '../offers/offers.service.js';
import { passOverOffers } from '../offers/pass-over.js';
import { OpeningEntity } from '../openings/opening.entity.js';
import { checkOpen } from '../openings/opening.rules.js';
import { OpeningsService } from '../openings/openings.service.js';
import { ProgrammeEntity } from '../programmes/programme.entity.js';
import { acceptedSituations } from '../situations/catalogue.js';
import type { ContractTerms } from '../types.js';
import { checkMayDecide } from './decision.rules.js';
import type { PlacementEntity } from './placement.entity.js';
import { PlacementsService, type PlacementView } from './placements.service.js';
import { StartPromise } from './start-promise.js';

const hourMs = 3_600_000;

/** PL-8. The client's decision makes a placement, with a contract to agree on. */
@Injectable()
export class SelectionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly offers: OffersService,
    private readonly openings: OpeningsService,
    private readonly placements: PlacementsService,
    private readonly promise: StartPromise,
    private readonly clock: Clock,
  ) {}

  /** Of two decisions at once the second finds the opening filled: 409 `placement.opening-not-open`. */
  select(call: Call<typeof selectOffer>): Promise<PlacementView> {
    const { actor, input } = call;
    checkMayDecide(actor, input.evidence);
    return this.transactions.command(call, async (tx) => {
      const { openingId } = await this.offers.visible(tx, actor, input.offerId);
      const opening = await this.openings.locked(tx, actor, openingId);
      checkOpen(opening);
      const offer = await this.offers.visible(tx, actor, input.offerId);
      const firstRefusal = (await standingsOf(tx, [opening], this.clock.now())).get(openingId);
      checkMaySelect(firstRefusal, offer.expertId);
      await this.choose(tx, opening, offer);
      const terms = await termsOf(tx, opening, offer);
      const placement = await this.insert(tx, actor, { opening, offer, terms, evidence: input.evidence });
      return this.placements.view(tx, placement);
    });
  }

  private async choose(tx: EntityManager, opening: OpeningEntity, offer: OfferEntity): Promise<void> {
    const state = nextOfferState(offer.state, 'select');
    await checkCertified(tx, offer.expertId);
    await checkNotBarred(tx, offer.expertId);
    await tx.update(OfferEntity, { id: offer.id }, { state, version: offer.version + 1 });
    await passOverOffers(tx, opening.id);
    await tx.update(OpeningEntity, { id: opening.id }, { state: 'filled', version: opening.version + 1 });
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    { opening, offer, terms, evidence }: Decision,
  ): Promise<PlacementEntity> {
    const now = this.clock.now();
    const { clientId, programme, programmeVersion, title } = opening;
    const { startsOn, endsOn, engagementKind, hoursPerWeek } = terms;
    const placement: PlacementEntity = {
      id: newId(),
      openingId: opening.id,
      offerId: offer.id,
      expertId: offer.expertId,
      ...{ clientId, programme, programmeVersion, title, startsOn, endsOn, engagementKind, hoursPerWeek },
      state: 'selected',
      selectedAt: now,
      readyBy: new Date(now.getTime() + terms.readyToStartHours * hourMs),
      evidence: actor.role === 'client' ? null : (evidence ?? null),
      version: 1,
    };
    await this.placements.add(tx, actor, placement);
    await tx.insert(ContractEntity, {
      placementId: placement.id,
      number: 1,
      effectiveFrom: startsOn,
      state: 'draft',
      terms,
      reason: null,
      createdAt: now,
      version: 1,
    });
    await this.promise.begin(tx, actor, placement);
    return placement;
  }
}

interface Decision {
  opening: OpeningEntity;
  offer: OfferEntity;
  terms: ContractTerms;
  evidence: string | undefined;
}

/** PL-11. From the programme's pinned version, the opening, the offer and the catalogue of problem situations. */
async function termsOf(tx: EntityManager, opening: OpeningEntity, offer: OfferEntity): Promise<ContractTerms> {
  const { programme: id, programmeVersion: version, clientId } = opening;
  const programme = await tx.findOneByOrFail(ProgrammeEntity, { id, version });
  const { timeZone } = await tx.findOneByOrFail(ClientEntity, { id: clientId });
  const { payRate, hoursPerWeek } = offer.terms as OfferTerms;
  return firstTerms(programme.terms, {
    ...{ opening, offer: { payRate: parseMoney(payRate), hoursPerWeek }, timeZone },
    situations: await acceptedSituations(tx),
  });
}
