import { Injectable } from '@nestjs/common';
import { notYours, requireRole } from '#libs/access';
import type { waiveFirstRefusal } from '#libs/contracts';
import { History } from '#libs/history';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { OpeningsService, type OpeningView } from '../openings/openings.service.js';
import { FirstRefusalEntity } from './first-refusal.entity.js';
import { checkWaive } from './first-refusal.rules.js';
import { standingsOf } from './standings.js';

/** RC-6. The expert who brought the client lets others go first; nobody does it for the expert. */
@Injectable()
export class WaiverService {
  constructor(
    private readonly transactions: Transactions,
    private readonly openings: OpeningsService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** Refuses 409 `placement.first-refusal-ended`; 404 for an opening the expert has no right on. */
  waive(call: Call<typeof waiveFirstRefusal>): Promise<OpeningView> {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    return this.transactions.command(call, async (tx) => {
      const opening = await this.openings.locked(tx, actor, input.id);
      const now = this.clock.now();
      const standing = (await standingsOf(tx, [opening], now)).get(opening.id);
      if (standing?.expertId !== (actor.expertId ?? actor.id)) throw notYours('first-refusal');
      checkWaive(standing);
      await tx.update(FirstRefusalEntity, { openingId: opening.id }, { waivedAt: now });
      await this.history.add(tx, opening.id, actor, 'first-refusal-waived', input.reason);
      return this.openings.view(tx, actor, opening);
    });
  }
}
