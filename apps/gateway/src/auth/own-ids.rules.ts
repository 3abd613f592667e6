import { notYours, type Actor } from '#libs/access';

/** The field by which each of these roles names itself. */
export const ownId = { client: 'clientId', expert: 'expertId' } as const;

/**
 * GW-3. A client that names another `clientId`, or an expert another `expertId`, in path, query or body gets 404 before
 * any service is asked, as for one that doesn't exist. What an id of another name belongs to only its service knows.
 */
export function requireOwnIds(actor: Actor, parts: readonly unknown[]): void {
  if (actor.role !== 'client' && actor.role !== 'expert') return;
  const field = ownId[actor.role];
  for (const part of parts) {
    const named: unknown = typeof part === 'object' && part !== null ? Reflect.get(part, field) : undefined;
    if (typeof named === 'string' && named.toLowerCase() !== actor[field]) throw notYours(actor.role);
  }
}
