import type { EntityManager } from 'typeorm';
import { invalidField } from '#libs/errors';
import { type Day, dayOf } from '#libs/time';

/**
 * PM-4. The day it is where the network sells from: documents are dated and numbered by it, and what lies after it lies in
 * the future. In New York it is still 31 December when it is 01:00 of 1 January in UTC.
 */
export async function sellerDay(on: Pick<EntityManager, 'query'>, now: Date): Promise<Day> {
  const [row] = await on.query<{ zone: string }[]>(`select policy ->> 'timeZone' as zone from invoice_policy`);
  return dayOf(now, row!.zone);
}

/** What is recorded has happened. Throws invalid `payments.date-in-future`. */
export async function checkNotInFuture(
  tx: Pick<EntityManager, 'query'>,
  now: Date,
  { day, field, rule }: { day: Day; field: string; rule: string },
): Promise<void> {
  if (day > (await sellerDay(tx, now)))
    throw invalidField('payments.date-in-future', field, 'must not lie in the future', rule);
}
