import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { notYours } from '#libs/access';
import { conflict, stale } from '#libs/errors';
import { containing, pageOf, type Page, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { hashPassword } from '../auth/passwords.js';
import type { Caller } from '../http/index.js';
import { endSessions } from '../sessions/session-table.js';
import { AccountEntity } from './account.entity.js';
import { AccountEvents } from './account-events.js';
import { viewOf } from './account.view.js';
import type { Account, AccountChange, AccountFilter } from './accounts.dto.js';

/** Accounts that are there: who may log in, and as what (GW-2, GW-3). */
@Injectable()
export class AccountsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly events: AccountEvents,
  ) {}

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
      const changed = await tx.save(account);
      await this.events.changed(tx, actor, changed);
      return viewOf(changed);
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
}

async function load(tx: EntityManager, id: string, lock = false): Promise<AccountEntity> {
  const query = tx.createQueryBuilder(AccountEntity, 'account').where('account.id = :id', { id });
  const account = await (lock ? query.setLock('pessimistic_write') : query).getOne();
  if (!account) throw notYours('account');
  return account;
}
