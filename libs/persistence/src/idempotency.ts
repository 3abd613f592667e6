import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { conflict, invalid } from '#libs/errors';
import { canonicalJson } from './canonical-json.js';

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
 * GW-4. Does `work` once per actor and key, and gives every later equal call the stored answer.
 * Refuses: 409 `idempotency.in-progress` while an equal call runs, 422 `idempotency.key-reused` for another input.
 */
export async function onceByKey<T>(tx: EntityManager, call: KeyedCall, work: () => Promise<T>): Promise<T> {
  const { actor, idempotencyKey: key, pattern = '' } = call;
  const hash = createHash('sha256')
    .update(canonicalJson([pattern, call.input]))
    .digest('hex');
  // One round trip takes the lock and looks. Its snapshot may be older than the lock: then the insert below breaks the
  // primary key and the whole transaction is tried again.
  const [claim] = await tx.query<Claim[]>(
    `select pg_try_advisory_xact_lock(hashtextextended($1::text || $2, 0)) as locked, i.input_hash as hash, i.answer
     from (select) one left join idempotency i on i.actor_id = $1::uuid and i.key = $2`,
    [actor.id, key],
  );
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
  await tx.query(
    'insert into idempotency (actor_id, key, pattern, input_hash, answer) values ($1, $2, $3, $4, $5::jsonb)',
    [actor.id, key, pattern, hash, JSON.stringify(answer ?? null)],
  );
  return answer;
}
