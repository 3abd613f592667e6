import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { gatewayEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import type { AccountEntity } from './account.entity.js';

const { accountCreated, accountChanged } = gatewayEvents;
type Facts = z.output<typeof accountCreated.data>;

/** GW-2. Tells the services who may log in: they need names and addresses, and never see a password. */
@Injectable()
export class AccountEvents {
  constructor(private readonly outbox: Outbox) {}

  created(tx: EntityManager, actor: Actor, account: AccountEntity): Promise<string> {
    return this.outbox.add(tx, accountCreated, { aggregateId: account.id, actor, data: factsOf(account) });
  }

  changed(tx: EntityManager, actor: Actor, account: AccountEntity): Promise<string> {
    return this.outbox.add(tx, accountChanged, { aggregateId: account.id, actor, data: factsOf(account) });
  }

  async createdLongAgo(tx: EntityManager, accounts: readonly AccountEntity[]): Promise<void> {
    const events = accounts.map((account) => ({ aggregateId: account.id, actor: systemActor, data: factsOf(account) }));
    await this.outbox.addAll(tx, accountCreated, events);
  }
}

const factsOf = ({ id, role, name, email, clientId, disabled }: AccountEntity): Facts => ({
  accountId: id,
  role: role as Facts['role'],
  name,
  email,
  clientId,
  disabled,
});
