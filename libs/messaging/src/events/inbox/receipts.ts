import type { EntityManager } from 'typeorm';
import { atCommit, prepared, type Statement } from '#libs/persistence';
import type { Parcel } from './parcel.js';

const take: Statement = {
  name: 'inbox-take',
  text: `
  insert into inbox (consumer, message_id) select distinct $1, id from unnest($2::text[]) as id
  on conflict do nothing
  returning message_id as id`,
};
const giveBack: Statement = {
  name: 'inbox-give-back',
  text: `delete from inbox where consumer = $1 and message_id = any ($2::text[])`,
};
const read: Statement = {
  name: 'inbox-positions',
  text: `
  select aggregate_id as aggregate, version from inbox_position where aggregate_id = any ($1::text[])
  order by aggregate_id for update`,
};
const write: Statement = {
  name: 'inbox-move',
  text: `
  insert into inbox_position (aggregate_id, version) select * from unnest($1::text[], $2::int[])
  on conflict (aggregate_id) do update set version = excluded.version`,
};

/**
 * Does each parcel's effect once, in order, and keeps the receipts, all in `tx`. A version that was already seen is
 * passed over. Answers the parcels that came too early: an older version of their aggregate is still missing, and
 * nothing was done for them.
 */
export async function receive(tx: EntityManager, consumer: string, parcels: readonly Parcel[]): Promise<Parcel[]> {
  const [taken, present] = await Promise.all([
    prepared<{ id: string }>(tx, take, [consumer, parcels.map(({ id }) => id)]),
    positions(tx, parcels),
  ]);
  const fresh = new Set(taken.map(({ id }) => id));
  const moved = new Map<string, number>();
  const early: Parcel[] = [];
  for (const parcel of parcels) {
    // Deleting also passes over a second copy in the same batch.
    if (!fresh.delete(parcel.id)) continue;
    const { position } = parcel;
    const last = position && (moved.get(position.aggregate) ?? present.get(position.aggregate) ?? 0);
    if (position && last !== undefined) {
      if (position.version <= last) continue;
      if (position.version > last + 1) {
        early.push(parcel);
        continue;
      }
      moved.set(position.aggregate, position.version);
    }
    await parcel.handle(tx);
  }
  if (moved.size) atCommit(tx, write, [[...moved.keys()], [...moved.values()]]);
  if (early.length) atCommit(tx, giveBack, [consumer, early.map(({ id }) => id)]);
  return early;
}

async function positions(tx: EntityManager, parcels: readonly Parcel[]): Promise<Map<string, number>> {
  const aggregates = new Set(parcels.flatMap(({ position }) => position?.aggregate ?? []));
  if (!aggregates.size) return new Map();
  const rows = await prepared<{ aggregate: string; version: number }>(tx, read, [[...aggregates]]);
  return new Map(rows.map(({ aggregate, version }) => [aggregate, version]));
}
