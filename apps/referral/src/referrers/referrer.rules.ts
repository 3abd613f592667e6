import type { Actor } from '#libs/access';

/** RC-1, GW-3. The referrer an actor is: an expert itself, a client's user its company, a partner its account; staff nobody. */
export function referrerIdOf({ role, id, clientId, expertId }: Actor): string | undefined {
  if (role === 'expert') return expertId;
  if (role === 'client') return clientId;
  return role === 'partner' ? id : undefined;
}
