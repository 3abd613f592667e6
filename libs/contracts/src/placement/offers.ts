import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Money, Page, sortBy, text, Version } from '../shapes.js';
import { evidence, reason } from './fields.js';
import { Placement } from './placements.js';

// Offers (PL-6, PL-7) and the client's decision (PL-8)

export const NewOffer = z
  .strictObject({
    payRate: Money,
    hoursPerWeek: z.int().min(1).max(60),
    earliestStart: Day,
    availability: text(500).optional(),
    estimateMinutes: z.int().min(1).optional(),
    relevantExperience: text(5_000).optional(),
    note: text(5_000).optional(),
  })
  .meta({ id: 'NewOffer' });

export const Offer = z
  .object({
    id: Id,
    openingId: Id,
    expertId: Id,
    expertName: z.string(),
    payRate: Money.optional().meta({ description: 'Absent for clients' }),
    hoursPerWeek: z.int().nullable(),
    earliestStart: Day.nullable(),
    availability: z.string().nullable(),
    estimateMinutes: z.int().nullable(),
    relevantExperience: z.string().nullable(),
    note: z.string().nullable(),
    state: z.enum(['suggested', 'offered', 'withdrawn', 'declined', 'selected', 'not-selected']),
    rank: z
      .object({
        position: z.int(),
        points: z.number(),
        because: z.array(z.object({ factor: z.string(), points: z.number(), detail: z.string() })),
      })
      .optional()
      .meta({ description: 'PL-7, in lists of one opening for client and staff' }),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'Offer' });

export const makeOffer = command('placement.make-offer', {
  input: z.object({ openingId: Id, offer: NewOffer }),
  output: Offer,
});
export const Suggestion = z.strictObject({ expertId: Id, note: text(5_000).optional() });
export const suggestExpert = command('placement.suggest-expert', {
  input: z.object({ openingId: Id, ...Suggestion.shape }),
  output: Offer,
});
/** The suggested expert accepts, with an offer of its own. */
export const acceptSuggestion = command('placement.accept-suggestion', {
  input: z.object({ id: Id, offer: NewOffer }),
  output: Offer,
});
export const declineSuggestion = command('placement.decline-suggestion', {
  input: z.object({ id: Id, reason: reason.optional() }),
  output: Offer,
});
export const withdrawOffer = command('placement.withdraw-offer', {
  input: z.object({ id: Id, reason: reason.optional() }),
  output: Offer,
});
export const getOffer = query('placement.get-offer', { input: z.object({ id: Id }), output: Offer });
export const OfferFilter = z.object({
  ...Page.shape,
  openingId: Id.optional(),
  expertId: Id.optional(),
  state: Offer.shape.state.optional(),
  sort: sortBy(['createdAt'], '-createdAt'),
});
export const listOffers = query('placement.list-offers', { input: OfferFilter, output: listOf(Offer) });
/** PL-7: every live offer of one opening, ranked, each rank explained. */
export const rankOffers = query('placement.rank-offers', {
  input: z.object({ openingId: Id }),
  output: z.object({ items: z.array(Offer) }),
});
/** PL-8: the client's own user, or an AE with the client's written decision as `evidence`. Nobody else. */
export const Selection = z.strictObject({ offerId: Id, evidence: evidence.optional() });
export const selectOffer = command('placement.select-offer', { input: Selection, output: Placement });
