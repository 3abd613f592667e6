import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent, Outbox } from '#libs/messaging';
import { Clock } from '#libs/time';
import { OpeningEntity } from '../openings/opening.entity.js';
import { BroughtClientEntity } from './first-refusal.entity.js';
import { giveRights, lockRights } from './rights.js';

/** RC-6. Learns which expert brought a client; the client's openings may be there already. */
@Injectable()
export class LeadsConsumer {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @OnEvent(referralEvents.leadWon)
  async won({ data }: EventOf<typeof referralEvents.leadWon>, tx: EntityManager): Promise<void> {
    const { clientId, expertId, firstRefusalHours, wonAt } = data;
    // Only an expert can be first on an opening.
    if (!expertId) return;
    await lockRights(tx, clientId);
    if (await tx.existsBy(BroughtClientEntity, { clientId })) return;
    await tx.insert(BroughtClientEntity, { clientId, expertId, firstRefusalHours, wonAt: new Date(wonAt) });
    const openings = await tx.find(OpeningEntity, {
      where: { clientId },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    await giveRights(tx, clientId, openings, { outbox: this.outbox, actor: systemActor, now: this.clock.now() });
  }
}
