import { type Actor, isStaff, notYours, referrerIdOf } from '#libs/access';
import { forbidden } from '#libs/errors';

/** RC-1, GW-3. True when the actor may see what is of this referrer: staff all, a referrer its own. */
export const seesReferrer = (actor: Actor, referrerId: string): boolean =>
  isStaff(actor) || referrerIdOf(actor) === referrerId;

/**
 * RC-1, GW-3. The filter a list must apply: what was asked for, and for a referrer its own id. Throws 404
 * `access.no-such-referrer` for a referrer who names another, 403 for who is none.
 */
export function referrerScope(actor: Actor, asked?: string): { referrerId?: string } {
  if (isStaff(actor)) return asked ? { referrerId: asked } : {};
  const referrerId = referrerIdOf(actor);
  if (!referrerId) throw forbidden('access.role', `The role ${actor.role} brings nobody.`, { rule: 'GW-3' });
  if (asked && asked !== referrerId) throw notYours('referrer');
  return { referrerId };
}
