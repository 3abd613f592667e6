import { DomainError, forbidden, notFound } from '#libs/errors';
import type { Actor, Role } from './actor.js';

/** Who works for the network. */
export const staff: readonly Role[] = ['admin', 'account-executive', 'team-lead'];
/** Who decides for the network. */
export const network: readonly Role[] = ['account-executive', 'admin'];
/** Both sides of a placement, and who looks after it. */
export const members: readonly Role[] = ['client', 'expert', ...staff];
/** RC-1. Who brings clients and has an account. */
export const referring: readonly Role[] = ['expert', 'client', 'partner'];

/** GW-3. Staff of the network sees every client and expert; everybody else only its own. */
export const isStaff = ({ role }: Actor): boolean => role === 'system' || staff.includes(role);

/** GW-3. Refuses every role that isn't listed, with 403. */
export function requireRole(actor: Actor, ...allowed: Role[]): void {
  if (actor.role === 'system' || allowed.includes(actor.role)) return;
  throw forbidden('access.role', `This takes one of the roles ${allowed.join(', ')}; you are ${actor.role}.`, {
    rule: 'GW-3',
    facts: { allowed },
  });
}

/** GW-3. What isn't yours doesn't exist for you: a foreign id answers exactly like an unknown one. */
export const notYours = (what: string): DomainError =>
  notFound(`access.no-such-${what}`, `There is no such ${what.replaceAll('-', ' ')}.`, { rule: 'GW-3' });

/** GW-3. True when the actor may see what belongs to this client and expert: staff all, a client or expert its own. */
export function maySee(actor: Actor, owner: { clientId?: string | null; expertId?: string | null }): boolean {
  if (isStaff(actor)) return true;
  if (actor.role === 'client') return !!actor.clientId && actor.clientId === owner.clientId;
  if (actor.role === 'expert') return !!actor.expertId && actor.expertId === owner.expertId;
  return false;
}

/** RC-1, GW-3. The referrer an actor is: an expert itself, a client's user its company, a partner its account; staff nobody. */
export function referrerIdOf({ role, id, clientId, expertId }: Actor): string | undefined {
  if (role === 'expert') return expertId;
  if (role === 'client') return clientId;
  return role === 'partner' ? id : undefined;
}

/** GW-3. Throws 404 `access.no-such-<what>` unless `maySee`. Narrows an absent row too: `visible(actor, row, 'placement')`. */
export function visible<T extends { clientId?: string | null; expertId?: string | null }>(
  actor: Actor,
  row: T | null | undefined,
  what: string,
): T {
  if (!row || !maySee(actor, row)) throw notYours(what);
  return row;
}

/** Whose rows a list is asked for. */
export interface Owners {
  clientId?: string | undefined;
  expertId?: string | undefined;
}

/**
 * GW-3. The filter a list must apply: what was asked for, and for a client or expert its own id. Throws 404 for a
 * client who names another client or an expert who names another expert, 403 for a role that has no such list.
 */
export function scopeOf(actor: Actor, { clientId, expertId }: Owners = {}): { clientId?: string; expertId?: string } {
  const asked = { ...(clientId && { clientId }), ...(expertId && { expertId }) };
  if (isStaff(actor)) return asked;
  if (actor.role === 'client' && actor.clientId) {
    if (clientId && clientId !== actor.clientId) throw notYours('client');
    return { ...asked, clientId: actor.clientId };
  }
  if (actor.role === 'expert' && actor.expertId) {
    if (expertId && expertId !== actor.expertId) throw notYours('expert');
    return { ...asked, expertId: actor.expertId };
  }
  throw forbidden('access.role', `The role ${actor.role} has no such list.`, { rule: 'GW-3' });
}
