import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Statement } from './prepared.js';

const lastOf = new WeakMap<EntityManager, (Statement & { values: unknown[] })[]>();

/**
 * Keeps a statement for the end of its transaction, where it leaves together with COMMIT and nobody waits for it alone:
 * for what is written and not read again in there. When it fails, so does the transaction, with its error.
 */
export function atCommit(tx: EntityManager, statement: Statement, values: unknown[]): void {
  const last = lastOf.get(tx);
  if (!last) throw new Error(`The statement ${statement.name} needs a transaction made by Transactions.`);
  last.push({ ...statement, values });
}

export const expectLast = (tx: EntityManager): void => void lastOf.set(tx, []);

/** Has sent what was kept, in the order given, when it returns; answers when all of it is done. */
export function sendLast(tx: EntityManager, client: ClientBase): Promise<unknown> {
  const done = Promise.all((lastOf.get(tx) ?? []).map((statement) => client.query(statement)));
  lastOf.delete(tx);
  // Whoever sends them looks at COMMIT first.
  done.catch(() => undefined);
  return done;
}
