import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { gatewayEvents, placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { ReferrerEntity } from './referrer.entity.js';

const { accountCreated, accountChanged } = gatewayEvents;
const { clientRegistered, clientChanged, expertApplied, expertChanged } = placementEvents;

/** A referrer is called what it is called everywhere else. */
@Injectable()
export class NamesConsumer {
  @OnEvent(accountCreated, accountChanged)
  async partner({ data }: EventOf<typeof accountChanged>, tx: EntityManager): Promise<void> {
    if (data.role === 'partner') await this.rename(tx, data.accountId, data.name);
  }

  @OnEvent(clientRegistered, clientChanged)
  client({ data }: EventOf<typeof clientChanged>, tx: EntityManager): Promise<void> {
    return this.rename(tx, data.clientId, data.name);
  }

  @OnEvent(expertApplied, expertChanged)
  expert({ data }: EventOf<typeof expertChanged>, tx: EntityManager): Promise<void> {
    return this.rename(tx, data.expertId, data.name);
  }

  private async rename(tx: EntityManager, id: string, name: string): Promise<void> {
    await tx.update(ReferrerEntity, { id }, { name });
  }
}
