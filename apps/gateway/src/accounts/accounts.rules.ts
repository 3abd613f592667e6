import type { Actor, Role } from '#libs/access';
import { forbidden, invalidField } from '#libs/errors';

/**
 * GW-3. An account executive brings in clients and experts; every other role is an administrator's to give. A client's
 * user speaks for one company, and nobody else for any.
 * Throws 403 `accounts.role-not-yours-to-give`, 422 `accounts.client-needed`, 422 `accounts.client-not-needed`.
 */
export function requireMayCreate(actor: Actor, { role, clientId }: { role: Role; clientId?: string }): void {
  if (actor.role !== 'admin' && role !== 'client' && role !== 'expert')
    throw forbidden(
      'accounts.role-not-yours-to-give',
      `Only an administrator makes an account with the role ${role}.`,
      { rule: 'GW-3' },
    );
  if (role === 'client' && !clientId)
    throw invalidField('accounts.client-needed', 'clientId', 'must name the company that a client’s user speaks for');
  if (role !== 'client' && clientId)
    throw invalidField('accounts.client-not-needed', 'clientId', `is for the role client only, not for ${role}`);
}
