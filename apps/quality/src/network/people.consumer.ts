import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { gatewayEvents, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { AccountEntity, ClientEntity, ExpertEntity } from './people.entities.js';

const { accountCreated, accountChanged } = gatewayEvents;
const { clientRegistered, clientChanged, expertApplied, expertChanged } = placementEvents;

/** Learns who is who. A name that changes, or is erased (GW-8), changes no number: they go by ids. */
@Injectable()
export class PeopleConsumer {
  @OnEvent(accountCreated, accountChanged)
  async account({ data }: EventOf<typeof accountChanged>, tx: EntityManager): Promise<void> {
    const { accountId, role, name, email, clientId, disabled } = data;
    await tx.upsert(AccountEntity, { accountId, role, name, email, clientId, disabled }, ['accountId']);
  }

  @OnEvent(clientRegistered, clientChanged)
  async client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    const { clientId, name, timeZone, ownerId, contacts } = data;
    await tx.upsert(ClientEntity, { clientId, name, timeZone, ownerId }, ['clientId']);
    await tx.query(
      `insert into contacts (contact_id, client_id, name, email)
       select id, $1, name, email from jsonb_to_recordset($2::jsonb) as named (id uuid, name text, email text)
       on conflict (contact_id) do update set name = excluded.name, email = excluded.email, gone = false`,
      [clientId, JSON.stringify(contacts)],
    );
    await tx.query('update contacts set gone = true where client_id = $1 and not contact_id = any($2::uuid[])', [
      clientId,
      contacts.map(({ id }) => id),
    ]);
  }

  @OnEvent(expertApplied, expertChanged)
  async expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    const { expertId, name, teamLeadId } = data;
    await tx.upsert(ExpertEntity, { expertId, name, teamLeadId }, ['expertId']);
  }
}
