import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, referrerIdOf } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';

const { leadWon, leadRefused } = referralEvents;

/** RC-4. Who earns on which client's money. That a lead was won and that it was refused may be heard in any order. */
@Injectable()
export class LeadsConsumer {
  @OnEvent(leadWon)
  async won({ data }: EventOf<typeof leadWon>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into brought_clients (lead_id, referrer_id, client_id, refused) values ($1, $2, $3, false)
       on conflict (lead_id) do update set client_id = excluded.client_id`,
      [data.leadId, data.referrerId, data.clientId],
    );
  }

  /** RC-1. For good: whoever registers the company again does so by another lead. */
  @OnEvent(leadRefused)
  async refused({ data }: EventOf<typeof leadRefused>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into brought_clients (lead_id, referrer_id, refused) values ($1, $2, true)
       on conflict (lead_id) do update set refused = true`,
      [data.leadId, data.referrerId],
    );
  }
}

/** The clients somebody earns commission on; none for staff. */
export async function clientsEarnedOnBy(on: Pick<EntityManager, 'query'>, actor: Actor): Promise<string[]> {
  const referrerId = referrerIdOf(actor);
  if (!referrerId) return [];
  const rows = await on.query<{ id: string }[]>(
    'select client_id as id from brought_clients where referrer_id = $1 and client_id is not null and not refused',
    [referrerId],
  );
  return rows.map(({ id }) => id);
}
