import type { EntityManager } from 'typeorm';

const all = `hashtextextended('money-in', 0)`;

/**
 * PM-4. One at a time for each of these names, such as a bank reference or a payment; taken before any row is locked, all
 * at once. Of what is given to one payment, only what is already on it can change meanwhile.
 */
export async function oneByOne(tx: Pick<EntityManager, 'query'>, ...names: string[]): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock_shared(${all})`);
  for (const name of names) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}

/** A statement may touch any payment: while it comes in, nothing else moves money of clients. */
export async function alone(tx: Pick<EntityManager, 'query'>): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${all})`);
}
