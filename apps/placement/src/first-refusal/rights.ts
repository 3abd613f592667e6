import { type EntityManager, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import type { Outbox } from '#libs/messaging';
import { insertAll } from '#libs/persistence';
import type { OpeningEntity } from '../openings/opening.entity.js';
import { BroughtClientEntity, FirstRefusalEntity } from './first-refusal.entity.js';
import { rightUntil } from './first-refusal.rules.js';
import { standingsOf } from './standings.js';

/** A client's opening and the news of who brought the client come one after the other: the second sees the first. */
export const lockRights = (tx: EntityManager, clientId: string): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('first refusals of ' || $1, 0))`, [clientId]);

/**
 * RC-6. Gives the expert who brought the client its right on these openings of it, once, and tells of those that are
 * open. Call it after `lockRights`, with the openings locked.
 */
export async function giveRights(
  tx: EntityManager,
  clientId: string,
  openings: readonly OpeningEntity[],
  { outbox, actor, now }: { outbox: Outbox; actor: Actor; now: Date },
): Promise<void> {
  // Of two, the lead of one was refused before the other won the client: the news of it is still to come.
  const brought = await tx.findOne(BroughtClientEntity, {
    where: { clientId },
    order: { wonAt: 'desc', leadId: 'desc' },
  });
  if (!brought) return;
  const { expertId, wonAt } = brought;
  const given = await tx.findBy(FirstRefusalEntity, { openingId: In(openings.map(({ id }) => id)) });
  const known = new Set(given.map(({ openingId }) => openingId));
  const without = openings.filter(({ id }) => !known.has(id));
  const hours = await hoursOf(tx, without);
  const rights = without.flatMap(({ id: openingId, createdAt }) => {
    const until = rightUntil(createdAt, hours.get(openingId)!, wonAt);
    return until ? [{ openingId, expertId, until, waivedAt: null }] : [];
  });
  await insertAll(tx, FirstRefusalEntity, rights);
  const standings = await standingsOf(tx, without, now);
  const events = [...standings]
    .filter(([, { state }]) => state === 'open')
    .map(([openingId, { until }]) => ({
      aggregateId: openingId,
      actor,
      data: { openingId, clientId, expertId, until: until.toISOString() },
    }));
  await outbox.addAll(tx, placementEvents.firstRefusalOpened, events);
}

/** As the version of the programme says that each opening pins. */
async function hoursOf(tx: EntityManager, openings: readonly OpeningEntity[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; hours: number }[]>(
    `select openings.id, (terms ->> 'firstRefusalHours')::int as hours
     from openings join programmes on programmes.id = programme and programmes.version = programme_version
     where openings.id = any($1)`,
    [openings.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, hours }) => [id, hours]));
}
