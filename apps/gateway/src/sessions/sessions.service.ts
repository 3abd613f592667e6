import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, invalidField } from '#libs/errors';
import { Transactions } from '#libs/persistence';
import { AccountEntity } from '../accounts/account.entity.js';
import type { PasswordChange } from '../accounts/accounts.dto.js';
import { viewOf } from '../accounts/account.view.js';
import { hashPassword, passwordMatches } from '../auth/passwords.js';
import { accessTokenSeconds, Tokens } from '../auth/tokens.js';
import type { Caller } from '../http/index.js';
import { endSession, endSessions, type RefreshToken, rotate, startSession } from './session-table.js';
import type { Login, Session } from './sessions.dto.js';

const sessionMs = 14 * 86_400_000;

/** GW-2: logging in and out. Real time, whatever the manual clock says: tokens are for the world outside. */
@Injectable()
export class SessionsService {
  private readonly log = new Logger(SessionsService.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: Tokens,
  ) {}

  /** Throws 401 `auth.login-failed`, and doesn't say whether it was the e-mail, the password or a disabled account. */
  async logIn({ email, password }: Login): Promise<Session> {
    const account = await this.transactions.run((tx) => findAccount(tx, 'email', email));
    const matches = await passwordMatches(account?.passwordHash, password);
    if (!account || !matches || account.disabled) throw loginFailed();
    const expiresAt = new Date(Date.now() + sessionMs);
    const started = await this.transactions.run((tx) => startSession(tx, account.id, expiresAt));
    return this.sessionOf(account, started, expiresAt);
  }

  /** Throws 401 `auth.refresh-token-invalid`; for a token used before it ends the whole session. */
  async refresh(refreshToken: string): Promise<Session> {
    const [rotation, account] = await this.transactions.run(async (tx) => {
      const rotated = await rotate(tx, refreshToken);
      return [rotated, typeof rotated === 'string' ? undefined : await findAccount(tx, 'id', rotated.accountId)];
    });
    if (rotation === 'reused') this.log.warn('A refresh token came a second time: its session has ended.');
    if (typeof rotation === 'string' || !account || account.disabled) throw refreshFailed();
    return this.sessionOf(account, rotation, rotation.expiresAt);
  }

  logOut({ sessionId }: Caller): Promise<void> {
    return this.transactions.run((tx) => endSession(tx, sessionId));
  }

  /** Throws 422 `auth.wrong-password`. Ends every other session of the account. */
  async changePassword({ actor, sessionId }: Caller, { currentPassword, newPassword }: PasswordChange): Promise<void> {
    const account = await this.transactions.run((tx) => findAccount(tx, 'id', actor.id));
    if (!(await passwordMatches(account?.passwordHash, currentPassword)))
      throw invalidField('auth.wrong-password', 'currentPassword', 'is not your password', 'GW-2');
    const passwordHash = await hashPassword(newPassword);
    await this.transactions.run(async (tx) => {
      await tx.query('update accounts set password_hash = $1, version = version + 1 where id = $2', [
        passwordHash,
        actor.id,
      ]);
      await endSessions(tx, actor.id, 'password-changed', sessionId);
    });
  }

  private async sessionOf(account: AccountEntity, started: RefreshToken, expiresAt: Date): Promise<Session> {
    return {
      accessToken: await this.tokens.issue(account, started.sessionId),
      tokenType: 'Bearer',
      expiresIn: accessTokenSeconds,
      refreshToken: started.refreshToken,
      sessionExpiresAt: expiresAt.toISOString(),
      account: viewOf(account),
    };
  }
}

const findAccount = (tx: EntityManager, by: 'id' | 'email', value: string): Promise<AccountEntity | null> =>
  tx
    .createQueryBuilder(AccountEntity, 'account')
    .addSelect('account.passwordHash')
    .where(`account.${by} = :value`, { value })
    .getOne();

export const loginFailed = (): DomainError =>
  new DomainError('auth.login-failed', 'unauthenticated', 'The e-mail address or the password is wrong.', {
    rule: 'GW-2',
  });

export const refreshFailed = (): DomainError =>
  new DomainError('auth.refresh-token-invalid', 'unauthenticated', 'This session is over: log in again.', {
    rule: 'GW-2',
  });
