import type { Role } from '#libs/access';

const everyone = ['admin', 'account-executive', 'team-lead', 'expert', 'client', 'partner', 'payroll'] as const;
const admin = ['admin'] as const;

/**
 * GW-3. Who may call what, written down apart from the routes: `access-table.int-spec.ts` walks every registered route
 * with every role against it. A route nobody listed fails, and so does a line without its route.
 */
export const accessTable: Readonly<Record<string, readonly Role[] | 'public'>> = {
  'GET /': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/': 'public',
  'GET /docs/index.html': 'public',
  'GET /docs/swagger-ui-init.js': 'public',
  'GET /docs/docs/swagger-ui-init.js': 'public',
  'GET /docs/LICENSE': 'public',
  'GET /docs/*': 'public',

  'POST /v1/sessions': 'public',
  'POST /v1/sessions/refresh': 'public',
  'POST /v1/sessions/token': 'public',
  'DELETE /v1/sessions/current': everyone,
  'GET /v1/me': everyone,
  'PUT /v1/me/password': everyone,
  'GET /v1/accounts': ['admin', 'account-executive'],
  'POST /v1/accounts': ['admin', 'account-executive'],
  'GET /v1/accounts/:id': ['admin', 'account-executive'],
  'PATCH /v1/accounts/:id': admin,
  'PUT /v1/accounts/:id/password': admin,
  'GET /v1/clock': admin,
  'PUT /v1/clock': admin,
};
