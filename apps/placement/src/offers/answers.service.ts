import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import {
  type acceptSuggestion,
  type declineSuggestion,
  type makeOffer,
  type NewOffer,
  placementEvents,
  type suggestExpert,
  type withdrawOffer,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { formatMoney } from '#libs/money';
import { newId, onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { ExpertEntity } from '../experts/expert.entity.js';
import { checkNotBarred } from '../issues/barred.js';
import { checkEligible } from '../openings/eligibility.rules.js';
import type { OpeningEntity } from '../openings/opening.entity.js';
import { checkOpen } from '../openings/opening.rules.js';
import { OpeningsService } from '../openings/openings.service.js';
import { checkPayRate, moneyAt } from '../pay-rate.rules.js';
import { OfferEntity } from './offer.entity.js';
import { nextOfferState } from './offer-state.rules.js';
import type { OfferView } from './offer.view.js';
import { OffersService } from './offers.service.js';

const { offerMade, offerWithdrawn, expertSuggested } = placementEvents;

/** PL-6. Experts answer openings; the team suggests experts, who answer too. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly offers: OffersService,
    private readonly openings: OpeningsService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses 409 `placement.already-offered`, `placement.opening-not-open`, 422 `placement.not-eligible`. */
  async make(call: Call<typeof makeOffer>): Promise<OfferView> {
    const { actor, input } = call;
    requireExpert(actor);
    return this.saving(call, async (tx) => {
      const opening = await this.openings.locked(tx, actor, input.openingId);
      const expert = await candidate(tx, actor.expertId ?? actor.id);
      checkEligible(opening, expert, { skills: true });
      const offer = this.newOffer(opening, expert, {
        state: 'offered',
        terms: termsOf(opening, input.offer),
        offeredAt: this.clock.now(),
      });
      return this.insert(tx, actor, offer, offerMade);
    });
  }

  /** Any certified expert who works this way in this zone; whether its skills do, the team judges. */
  suggest(call: Call<typeof suggestExpert>): Promise<OfferView> {
    const { actor, input } = call;
    requireRole(actor, 'admin', 'account-executive', 'team-lead');
    return this.saving(call, async (tx) => {
      const opening = await this.openings.locked(tx, actor, input.openingId);
      const expert = await candidate(tx, input.expertId);
      checkEligible(opening, expert, { skills: false });
      const offer = this.newOffer(opening, expert, { state: 'suggested', suggestion: input.note ?? null });
      return this.insert(tx, actor, offer, expertSuggested);
    });
  }

  /** The suggested expert accepts with an offer of its own. Refuses 409 `placement.offer-not-live`. */
  accept(call: Call<typeof acceptSuggestion>): Promise<OfferView> {
    const { actor, input } = call;
    requireExpert(actor);
    return this.saving(call, async (tx) => {
      const { offer, opening } = await this.locked(tx, actor, input.id);
      const state = nextOfferState(offer.state, 'accept');
      checkEligible(opening, await candidate(tx, offer.expertId), { skills: false });
      const terms = termsOf(opening, input.offer);
      return this.save(tx, actor, offer, { state, terms, offeredAt: this.clock.now() }, offerMade);
    });
  }

  /** The expert declines a suggestion, or withdraws an offer before the decision. Refuses 409 `placement.offer-not-live`. */
  leave(
    call: Call<typeof declineSuggestion> | Call<typeof withdrawOffer>,
    step: 'decline' | 'withdraw',
  ): Promise<OfferView> {
    const { actor, input } = call;
    requireExpert(actor);
    return this.saving(call, async (tx) => {
      const { offer } = await this.locked(tx, actor, input.id);
      const state = nextOfferState(offer.state, step);
      return this.save(tx, actor, offer, { state, reason: input.reason ?? null }, offerWithdrawn);
    });
  }

  /** The opening first, as everybody locks it; then the offer can't move any more. */
  private async locked(tx: EntityManager, actor: Actor, id: string) {
    const { openingId } = await this.offers.visible(tx, actor, id);
    const opening = await this.openings.locked(tx, actor, openingId);
    return { opening, offer: await this.offers.visible(tx, actor, id) };
  }

  private newOffer(opening: OpeningEntity, expert: ExpertEntity, about: Partial<OfferEntity>): OfferEntity {
    checkOpen(opening);
    return {
      id: newId(),
      openingId: opening.id,
      clientId: opening.clientId,
      expertId: expert.id,
      terms: null,
      suggestion: null,
      state: 'suggested',
      reason: null,
      createdAt: this.clock.now(),
      offeredAt: null,
      version: 1,
      ...about,
    };
  }

  private async insert(
    tx: EntityManager,
    actor: Actor,
    offer: OfferEntity,
    event: typeof offerMade | typeof expertSuggested,
  ): Promise<OfferView> {
    await tx.insert(OfferEntity, offer);
    await this.outbox.add(tx, event, { aggregateId: offer.openingId, actor, data: facts(offer) });
    return this.offers.view(tx, actor, offer);
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    offer: OfferEntity,
    change: Partial<OfferEntity>,
    event: typeof offerMade | typeof offerWithdrawn,
  ): Promise<OfferView> {
    const set = { ...change, version: offer.version + 1 };
    await tx.update(OfferEntity, { id: offer.id }, set);
    await this.outbox.add(tx, event, { aggregateId: offer.openingId, actor, data: facts(offer) });
    return this.offers.view(tx, actor, { ...offer, ...set });
  }

  private async saving(
    call: Parameters<Transactions['command']>[0],
    work: (tx: EntityManager) => Promise<OfferView>,
  ): Promise<OfferView> {
    try {
      return await this.transactions.command(call, work);
    } catch (error) {
      throw onConstraint(error, { offer_live_once: alreadyOffered });
    }
  }
}

const requireExpert = (actor: Actor): void => requireRole(actor, 'expert');

/** Whom PL-13 doesn't bar. */
async function candidate(tx: EntityManager, id: string): Promise<ExpertEntity> {
  const expert = await tx.findOne(ExpertEntity, { where: { id }, lock: { mode: 'pessimistic_read' } });
  if (!expert) throw notYours('expert');
  await checkNotBarred(tx, id);
  return expert;
}

/** The terms of an offer, its amount in one spelling. */
function termsOf(opening: OpeningEntity, offer: z.output<typeof NewOffer>) {
  const pay = moneyAt('payRate', offer.payRate);
  checkPayRate(pay, opening.budgetRate.currency);
  return { ...offer, payRate: formatMoney(pay) };
}

const alreadyOffered = () =>
  conflict(
    'placement.already-offered',
    'There is a live offer or suggestion of this expert for this opening already.',
    {
      rule: 'PL-6',
    },
  );

const facts = ({ openingId, id, expertId, clientId }: OfferEntity) => ({ openingId, offerId: id, expertId, clientId });
