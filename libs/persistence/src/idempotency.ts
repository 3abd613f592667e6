import { hash as digest } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { conflict, invalid } from '#libs/errors';
import { atCommit } from './at-commit.js';
import { canonicalJson } from './canonical-json.js';
import { prepared, type Statement } from './prepared.js';

/** One request of a caller who may send it again: same actor, same key, same pattern and input, same answer. */
export interface KeyedCall {
  actor: { id: string };
  input: unknown;
  idempotencyKey: string;
  pattern?: string;
}

interface Claim {
  locked: boolean;
  hash: string | null;
  answer: unknown;
}

/** The primary key's name: breaking it means that an equal call committed since we looked, so look again. */
export const idempotencyConstraint = 'idempotency_pkey';

/**
 * One round trip. What it sees may be older than its lock: then storing the answer breaks the primary key, and the whole
 * transaction is tried again.
 */
const lockAndLook: Statement = {
  name: 'idempotency-look',
  text: `select pg_try_advisory_xact_lock(hashtextextended($1::text || $2, 0)) as locked, i.input_hash as hash, i.answer
    from (select) one left join idempotency i on i.actor_id = $1::uuid and i.key = $2`,
};
const storeAnswer: Statement = {
  name: 'idempotency-store',
  text: `insert into idempotency (actor_id, key, pattern, input_hash, answer) values ($1, $2, $3, $4, $5::jsonb)`,
};

/**
 * GW-4. Does `work` once per actor and key, and gives every later equal call the stored answer.
 * Refuses: 409 `idempotency.in-progress` while an equal call runs, 422 `idempotency.key-reused` for another input.
 */
export async function onceByKey<T>(tx: EntityManager, call: KeyedCall, work: () => Promise<T>): Promise<T> {
  const { actor, idempotencyKey: key, pattern = '' } = call;
  const hash = digest('sha256', canonicalJson([pattern, call.input]));
  const [claim] = await prepared<Claim>(tx, lockAndLook, [actor.id, key]);
  if (claim?.hash) {
    if (claim.hash === hash) return claim.answer as T;
    throw invalid('idempotency.key-reused', 'This Idempotency-Key was used before, for another request.', {
      rule: 'GW-4',
    });
  }
  if (!claim?.locked) {
    throw conflict('idempotency.in-progress', 'The same request is being worked on; ask again in a moment.', {
      rule: 'GW-4',
    });
  }
  const answer = await work();
  atCommit(tx, storeAnswer, [actor.id, key, pattern, hash, JSON.stringify(answer ?? null)]);
  return answer;
}
