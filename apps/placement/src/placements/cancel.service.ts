import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { requireRole } from '#libs/access';
import { type cancelPlacement, placementEvents } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { ContractEntity } from '../contracts/contract.entity.js';
import { reviveOffers } from '../offers/pass-over.js';
import { OpeningEntity } from '../openings/opening.entity.js';
import { nextState } from './placement-state.rules.js';
import { partiesOf, PlacementsService, type PlacementView } from './placements.service.js';

/** PL-9. A selection that comes to nothing before it begins. */
@Injectable()
export class CancelService {
  constructor(
    private readonly transactions: Transactions,
    private readonly placements: PlacementsService,
    private readonly outbox: Outbox,
  ) {}

  /** The opening is open again, with the other offers for it. */
  cancel(call: Call<typeof cancelPlacement>): Promise<PlacementView> {
    const { actor, input } = call;
    requireRole(actor, 'account-executive', 'admin');
    return this.transactions.command(call, async (tx) => {
      const placement = await this.placements.locked(tx, actor, input.id);
      const state = nextState(placement.state, 'cancel');
      const { id, openingId, offerId } = placement;
      const cancelled = await this.placements.move(tx, actor, placement, { state }, input.reason);
      await tx.update(ContractEntity, { placementId: id, state: In(['draft', 'agreed']) }, { state: 'withdrawn' });
      await tx.update(OpeningEntity, { id: openingId }, { state: 'open', version: () => 'version + 1' });
      await reviveOffers(tx, openingId, offerId);
      const data = { ...partiesOf(placement), reason: input.reason };
      await this.outbox.add(tx, placementEvents.placementCancelled, { aggregateId: id, actor, data });
      return this.placements.view(tx, cancelled);
    });
  }
}
