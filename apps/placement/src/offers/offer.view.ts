import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { Offer } from '#libs/contracts';
import { seesPay } from '../masks.rules.js';
import type { OfferEntity } from './offer.entity.js';

export type OfferView = z.output<typeof Offer>;

/** An offer as its reader may see it. Of a suggestion the expert hasn't accepted nothing is known yet. */
export function offerView(actor: Actor, offer: OfferEntity, expertName: string): OfferView {
  const { id, openingId, expertId, state, version, terms, suggestion, createdAt } = offer;
  return {
    id,
    openingId,
    expertId,
    expertName,
    ...(terms && seesPay(actor) && { payRate: terms.payRate }),
    hoursPerWeek: terms?.hoursPerWeek ?? null,
    earliestStart: terms?.earliestStart ?? null,
    availability: terms?.availability ?? null,
    estimateMinutes: terms?.estimateMinutes ?? null,
    relevantExperience: terms?.relevantExperience ?? null,
    note: terms ? (terms.note ?? null) : suggestion,
    state,
    version,
    createdAt: createdAt.toISOString(),
  };
}
