import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';

const { clientRegistered, clientChanged, expertApplied, expertChanged } = placementEvents;

/** What clients and experts are called, for statements. */
@Injectable()
export class NamesConsumer {
  @OnEvent(clientRegistered, clientChanged)
  async client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into clients (client_id, name) values ($1, $2)
       on conflict (client_id) do update set name = excluded.name`,
      [data.clientId, data.name],
    );
  }

  @OnEvent(expertApplied, expertChanged)
  async expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    await tx.query(
      `insert into experts (expert_id, name) values ($1, $2)
       on conflict (expert_id) do update set name = excluded.name`,
      [data.expertId, data.name],
    );
  }
}
