import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { gatewayEvents, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';

const { clientRegistered, clientChanged, expertApplied, expertChanged } = placementEvents;
const { accountCreated, accountChanged } = gatewayEvents;

/** CS-7. Who is told when a promise is in danger, and who may stand in: learnt before or after the placement itself. */
@Injectable()
export class PeopleConsumer {
  @OnEvent(clientRegistered, clientChanged)
  async client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    const { clientId, name, ownerId } = data;
    await tx.query(
      `insert into known_clients (client_id, name, owner_id) values ($1, $2, $3)
       on conflict (client_id) do update set name = excluded.name, owner_id = excluded.owner_id`,
      [clientId, name, ownerId],
    );
    await tx.query(
      `update coverages set client_name = $2, account_executive_id = $3, version = version + 1
       where client_id = $1 and (client_name, account_executive_id) is distinct from ($2, $3::uuid)`,
      [clientId, name, ownerId],
    );
  }

  @OnEvent(expertApplied, expertChanged)
  async expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    const { expertId, name, teamLeadId } = data;
    await tx.query(
      `insert into known_experts (expert_id, name, team_lead_id) values ($1, $2, $3)
       on conflict (expert_id) do update set name = excluded.name, team_lead_id = excluded.team_lead_id`,
      [expertId, name, teamLeadId],
    );
    await tx.query(
      `update coverages set expert_name = $2, team_lead_id = $3, version = version + 1
       where expert_id = $1 and (expert_name, team_lead_id) is distinct from ($2, $3::uuid)`,
      [expertId, name, teamLeadId],
    );
  }

  @OnEvent(accountCreated, accountChanged)
  async account({ data }: EventOf<typeof accountChanged>, tx: EntityManager): Promise<void> {
    const { accountId, role, name, disabled } = data;
    await tx.query(
      `insert into known_accounts (account_id, role, name, disabled) values ($1, $2, $3, $4)
       on conflict (account_id) do update
       set role = excluded.role, name = excluded.name, disabled = excluded.disabled`,
      [accountId, role, name, disabled],
    );
  }
}
