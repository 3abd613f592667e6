import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { getClient } from '#libs/contracts';
import { conflict, DomainError, invalidField } from '#libs/errors';
import { newId, onConstraint, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { hashPassword } from '../auth/passwords.js';
import { Tokens } from '../auth/tokens.js';
import { type Caller, Services } from '../http/index.js';
import { AccountEntity } from './account.entity.js';
import { AccountEvents } from './account-events.js';
import { viewOf } from './account.view.js';
import type { Account, NewAccount } from './accounts.dto.js';
import { requireMayCreate } from './accounts.rules.js';

interface AccountToAdd extends Omit<NewAccount, 'password'> {
  passwordHash: string;
}

/** The one way an account comes to be, and is told of (GW-2). */
@Injectable()
export class NewAccounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: Services,
    private readonly tokens: Tokens,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  async create(caller: Caller, account: NewAccount): Promise<Account> {
    requireMayCreate(caller.actor, account);
    await this.requireClient(caller, account);
    const passwordHash = await hashPassword(account.password);
    // The stored hash of the input must not help anybody to guess the password.
    const input = { ...account, password: this.tokens.fingerprint(account.password) };
    return this.transactions.command({ ...caller, pattern: 'gateway.create-account', input }, (tx) =>
      this.add(tx, caller.actor, { ...account, passwordHash }),
    );
  }

  /** For who brings the hash already. Throws 409 `accounts.email-taken`. */
  async add(tx: EntityManager, actor: Actor, { clientId, ...account }: AccountToAdd): Promise<Account> {
    const at = this.clock.now();
    const entity = tx.create(AccountEntity, {
      id: newId(),
      ...account,
      clientId: clientId ?? null,
      disabled: false,
      version: 1,
      createdAt: at,
      createdBy: actor.name,
      updatedAt: at,
      updatedBy: actor.name,
    });
    try {
      await tx.insert(AccountEntity, entity);
    } catch (error) {
      throw onConstraint(error, {
        accounts_email_unique: () =>
          conflict('accounts.email-taken', 'There is an account with this e-mail address already.', {
            errors: [{ field: 'email', message: 'is taken' }],
          }),
      });
    }
    await this.events.created(tx, actor, entity);
    return viewOf(entity);
  }

  private async requireClient(caller: Caller, { clientId }: NewAccount): Promise<void> {
    if (!clientId) return;
    await this.services.ask(caller, getClient, { id: clientId }).catch((error: unknown) => {
      if (error instanceof DomainError && error.kind === 'not-found')
        throw invalidField('accounts.no-such-client', 'clientId', 'must be a client of the network');
      throw error;
    });
  }
}
