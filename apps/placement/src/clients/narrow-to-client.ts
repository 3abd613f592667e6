import type { SelectQueryBuilder } from 'typeorm';
import { type Actor, isStaff, notYours } from '#libs/access';

/**
 * GW-3. Narrows what the actor sees to one client's. A client it has nothing to do with doesn't exist for it, in a filter
 * as in a path: throws 404.
 */
export async function narrowToClient<E extends { clientId: string }>(
  query: SelectQueryBuilder<E>,
  actor: Actor,
  clientId: string,
): Promise<void> {
  query.andWhere(`${query.alias}.clientId = :ofClient`, { ofClient: clientId });
  if (isStaff(actor) || actor.clientId === clientId) return;
  if (!(await query.clone().getExists())) throw notYours('client');
}
