import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';

export type SessionEnd = 'logged-out' | 'token-reused' | 'password-changed' | 'disabled';

/** What the caller keeps: it is stored here as a hash only. */
export interface RefreshToken {
  sessionId: string;
  refreshToken: string;
}

export type Rotation = (RefreshToken & { accountId: string; expiresAt: Date }) | 'unknown' | 'ended' | 'reused';

/** Refresh tokens have 256 random bits, so a plain hash is enough: nobody guesses one. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Starts a family of refresh tokens; those of this account that have expired go. */
export async function startSession(tx: EntityManager, accountId: string, expiresAt: Date): Promise<RefreshToken> {
  const sessionId = newId();
  await tx.query('delete from sessions where account_id = $1 and expires_at < now()', [accountId]);
  await tx.query('insert into sessions (id, account_id, started_at, expires_at) values ($1, $2, now(), $3)', [
    sessionId,
    accountId,
    expiresAt,
  ]);
  return { sessionId, refreshToken: await addToken(tx, sessionId) };
}

/** GW-2. Each refresh token works once; one that comes a second time was stolen, or its successor was: the family ends. */
export async function rotate(tx: EntityManager, refreshToken: string): Promise<Rotation> {
  const hash = hashOf(refreshToken);
  const [found] = await tx.query<FoundToken[]>(
    `select s.id, s.account_id as "accountId", s.expires_at as "expiresAt", t.used_at is not null as used,
            s.ended_at is not null or s.expires_at <= now() as ended
     from refresh_tokens t join sessions s on s.id = t.session_id where t.hash = $1 for update`,
    [hash],
  );
  if (!found) return 'unknown';
  if (found.ended) return 'ended';
  if (found.used) {
    await end(tx, 'id = $2', ['token-reused', found.id]);
    return 'reused';
  }
  await tx.query('update refresh_tokens set used_at = now() where hash = $1', [hash]);
  const { id: sessionId, accountId, expiresAt } = found;
  return { sessionId, accountId, expiresAt, refreshToken: await addToken(tx, sessionId) };
}

interface FoundToken {
  id: string;
  accountId: string;
  expiresAt: Date;
  used: boolean;
  ended: boolean;
}

export const endSession = (tx: EntityManager, sessionId: string): Promise<void> =>
  end(tx, 'id = $2', ['logged-out', sessionId]);

/** Ends every session of the account, but the one named. */
export const endSessions = (
  tx: EntityManager,
  accountId: string,
  because: SessionEnd,
  butSessionId: string | null = null,
): Promise<void> => end(tx, 'account_id = $2 and id is distinct from $3', [because, accountId, butSessionId]);

async function end(tx: EntityManager, which: string, params: [because: SessionEnd, ...unknown[]]): Promise<void> {
  const sql = `update sessions set ended_at = now(), ended_because = $1 where ended_at is null and ${which}`;
  await tx.query(sql, params);
}

async function addToken(tx: EntityManager, sessionId: string): Promise<string> {
  const refreshToken = randomBytes(32).toString('base64url');
  await tx.query('insert into refresh_tokens (hash, session_id) values ($1, $2)', [hashOf(refreshToken), sessionId]);
  return refreshToken;
}
