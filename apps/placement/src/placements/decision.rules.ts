import type { Actor } from '#libs/access';
import { forbidden, invalidField } from '#libs/errors';

/**
 * PL-8. The client decides: its own user, or an account executive who records the client's written decision. Nobody
 * else, no role, no automation: not an administrator, and not `system`, which may do anything else.
 * Refuses 403 `placement.client-decides`, 422 `placement.evidence-missing`. Whose client it is, is checked elsewhere.
 */
export function checkMayDecide({ role }: Pick<Actor, 'role'>, evidence: string | undefined): void {
  if (role === 'client') return;
  if (role !== 'account-executive') {
    throw forbidden(
      'placement.client-decides',
      "The client decides: its own user, or an account executive with the client's written decision.",
      { rule: 'PL-8' },
    );
  }
  if (!evidence) {
    throw invalidField('placement.evidence-missing', 'evidence', "must quote the client's written decision", 'PL-8');
  }
}
