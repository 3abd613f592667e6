import type { Role } from '#libs/access';

/**
 * GW-3. Who may call what, written down apart from the routes: `access-table.int-spec.ts` walks every registered route
 * with every role against it. A route nobody listed fails, and so does a line without its route.
 */
export const accessTable: Readonly<Record<string, readonly Role[] | 'public'>> = {};
