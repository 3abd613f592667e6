import type { EntityManager, EntityTarget, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';

/** Rows in one statement: its parameters may be 65,535 at most. */
const most = 1_000;

/** Inserts any number of rows. */
export async function insertAll<E extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<E>,
  rows: readonly QueryDeepPartialEntity<E>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += most) await tx.insert(entity, rows.slice(from, from + most));
}
