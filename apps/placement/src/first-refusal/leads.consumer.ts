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
    const { leadId, clientId, expertId, wonAt } = data;
    // Only an expert can be first on an opening.
    if (!expertId) return;
    await lockRights(tx, clientId);
    if (await tx.existsBy(BroughtClientEntity, { leadId })) return;
    await tx.insert(BroughtClientEntity, { leadId, clientId, expertId, wonAt: new Date(wonAt) });
    await this.give(tx, clientId);
  }

  /** RC-1. Nobody brought the client by this lead: openings that are not decided yet are free, or another's who brought it. */
  @OnEvent(referralEvents.leadRefused)
  async refused({ data: { leadId } }: EventOf<typeof referralEvents.leadRefused>, tx: EntityManager): Promise<void> {
    const brought = await tx.findOneBy(BroughtClientEntity, { leadId });
    if (!brought) return;
    const { clientId, expertId } = brought;
    await lockRights(tx, clientId);
    await tx.delete(BroughtClientEntity, { leadId });
    await tx.query(
      `delete from first_refusals using openings
       where openings.id = opening_id and client_id = $1 and expert_id = $2 and state = 'open'`,
      [clientId, expertId],
    );
    await this.give(tx, clientId);
  }

  private async give(tx: EntityManager, clientId: string): Promise<void> {
    const openings = await tx.find(OpeningEntity, {
      where: { clientId },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    await giveRights(tx, clientId, openings, { outbox: this.outbox, actor: systemActor, now: this.clock.now() });
  }
}
