import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notYours } from '#libs/access';
import { getClient } from '#libs/contracts';
import { conflict, DomainError, invalidField, stale } from '#libs/errors';
import { containing, newId, onConstraint, pageOf, type Page, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { hashPassword } from '../auth/passwords.js';
import { Tokens } from '../auth/tokens.js';
import { type Caller, Services } from '../http/index.js';
import { endSessions } from '../sessions/session-table.js';
import { AccountEntity } from './account.entity.js';
import type { Account, AccountChange, AccountFilter, NewAccount } from './accounts.dto.js';
import { requireMayCreate } from './accounts.rules.js';

/** Accounts: who may log in, and as what (GW-2, GW-3). */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly services: Services,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async create(caller: Caller, account: NewAccount): Promise<Account> {
    requireMayCreate(caller.actor, account);
    await this.requireClient(caller, account);
    const passwordHash = await hashPassword(account.password);
    // The stored hash of the input must not help anybody to guess the password.
    const input = { ...account, password: this.tokens.fingerprint(account.password) };
    return this.transactions.command({ ...caller, pattern: 'gateway.create-account', input }, (tx) =>
      addAccount(tx, { ...account, passwordHash, by: caller.actor.name, at: this.clock.now() }),
    );
  }

  list(filter: AccountFilter): Promise<Page<Account>> {
    const { role, q } = filter;
    const query = this.dataSource.createQueryBuilder(AccountEntity, 'account');
    if (role) query.andWhere('account.role = :role', { role });
    if (q) query.andWhere('(account.name ilike :q or account.email ilike :q)', { q: containing(q) });
    const sorts = { name: 'account.name', email: 'account.email', createdAt: 'account.createdAt' };
    return pageOf(query, filter, { id: 'account.id', sorts, defaultSort: 'name' }).then(({ items, nextCursor }) => ({
      items: items.map(viewOf),
      nextCursor,
    }));
  }

  async get(id: string): Promise<Account> {
    return viewOf(await load(this.dataSource.manager, id));
  }

  /** Throws 412 `request.stale` unless `version` is the current one. Disabling ends every session. */
  change({ actor }: Caller, id: string, version: number, change: AccountChange): Promise<Account> {
    if (id === actor.id && change.disabled)
      throw conflict('accounts.own-account', 'Nobody disables the own account: ask another administrator.');
    return this.transactions.run(async (tx) => {
      const account = await load(tx, id, true);
      if (account.version !== version) throw stale(account.version);
      Object.assign(account, change, { updatedAt: this.clock.now(), updatedBy: actor.name });
      if (change.disabled) await endSessions(tx, id, 'disabled');
      return viewOf(await tx.save(account));
    });
  }

  /** For who forgot it. Ends every session of the account. */
  async resetPassword({ actor }: Caller, id: string, newPassword: string): Promise<void> {
    const passwordHash = await hashPassword(newPassword);
    await this.transactions.run(async (tx) => {
      const account = await load(tx, id, true);
      await tx.save(Object.assign(account, { passwordHash, updatedAt: this.clock.now(), updatedBy: actor.name }));
      await endSessions(tx, id, 'password-changed');
    });
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

export interface AccountToAdd extends Omit<NewAccount, 'password'> {
  passwordHash: string;
  by: string;
  at: Date;
}

export async function addAccount(tx: EntityManager, { by, at, clientId, ...account }: AccountToAdd): Promise<Account> {
  const entity = tx.create(AccountEntity, {
    id: newId(),
    email: account.email,
    passwordHash: account.passwordHash,
    role: account.role,
    name: account.name,
    clientId: clientId ?? null,
    disabled: false,
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
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
  return viewOf({ ...entity, version: 1 });
}

async function load(tx: EntityManager, id: string, lock = false): Promise<AccountEntity> {
  const query = tx.createQueryBuilder(AccountEntity, 'account').where('account.id = :id', { id });
  const account = await (lock ? query.setLock('pessimistic_write') : query).getOne();
  if (!account) throw notYours('account');
  return account;
}

/** JSON as it leaves: what an Idempotency-Key stores and gives again. */
export const viewOf = ({ passwordHash: _, ...account }: AccountEntity): Account => ({
  ...account,
  role: account.role as Account['role'],
  createdAt: account.createdAt.toISOString(),
  updatedAt: account.updatedAt.toISOString(),
});
