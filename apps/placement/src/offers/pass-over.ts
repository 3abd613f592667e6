import { type EntityManager, In } from 'typeorm';
import { OfferEntity } from './offer.entity.js';

const bumped = { version: () => 'version + 1' };

/** The opening was decided or withdrawn: its live offers and suggestions weren't chosen. Call it with the opening locked. */
export const passOverOffers = (tx: EntityManager, openingId: string) =>
  tx.update(OfferEntity, { openingId, state: In(['suggested', 'offered']) }, { state: 'not-selected', ...bumped });

/** The decision came to nothing: what it passed over is live again, except the offer that had been chosen. */
export async function reviveOffers(tx: EntityManager, openingId: string, chosenOfferId: string): Promise<void> {
  await tx.update(OfferEntity, { id: chosenOfferId }, { state: 'not-selected', ...bumped });
  await tx
    .createQueryBuilder()
    .update(OfferEntity)
    .set({ state: () => `case when offered_at is null then 'suggested' else 'offered' end`, ...bumped })
    .where(`opening_id = :openingId and state = 'not-selected' and id <> :chosenOfferId`, { openingId, chosenOfferId })
    .execute();
}
