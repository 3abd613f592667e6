import type { Role } from '#libs/access';

const everyone = ['admin', 'account-executive', 'team-lead', 'expert', 'client', 'partner', 'payroll'] as const;
const admin = ['admin'] as const;
const network = ['account-executive', 'admin'] as const;
const staff = ['admin', 'account-executive', 'team-lead'] as const;
const members = ['client', 'expert', ...staff] as const;

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
  'GET /v1/programmes': members,
  'GET /v1/programmes/:id': members,
  'POST /v1/programmes': admin,
  'POST /v1/clients': network,
  'GET /v1/clients': ['client', ...staff],
  'GET /v1/clients/:id': ['client', ...staff],
  'PATCH /v1/clients/:id': network,
  'POST /v1/clients/:id/contacts': ['client', ...network],
  'POST /v1/experts': ['expert', ...staff],
  'GET /v1/experts': ['client', ...staff],
  'GET /v1/experts/:id': members,
  'PATCH /v1/experts/:id': ['expert', ...staff],
  'POST /v1/experts/:id/screen': staff,
  'POST /v1/experts/:id/certify': staff,
  'POST /v1/experts/:id/suspend': staff,
  'POST /v1/experts/:id/reinstate': staff,
  'POST /v1/experts/:id/terminate': staff,
  'POST /v1/openings': ['client', ...network],
  'GET /v1/openings': members,
  'GET /v1/openings/:id': members,
  'POST /v1/openings/:id/withdraw': ['client', ...network],
  'POST /v1/openings/:id/offers': ['expert'],
  'POST /v1/openings/:id/suggestions': staff,
  'GET /v1/openings/:id/ranking': ['client', ...staff],
  'GET /v1/offers': members,
  'GET /v1/offers/:id': members,
  'POST /v1/offers/:id/accept': ['expert'],
  'POST /v1/offers/:id/decline': ['expert'],
  'POST /v1/offers/:id/withdraw': ['expert'],
  'POST /v1/placements': ['client', 'account-executive'],
  'GET /v1/placements': members,
  'GET /v1/placements/:id': members,
  'POST /v1/placements/:id/activate': network,
  'POST /v1/placements/:id/pause': network,
  'POST /v1/placements/:id/resume': network,
  'POST /v1/placements/:id/end': network,
  'POST /v1/placements/:id/cancel': network,
  'GET /v1/placements/:id/contracts': members,
  'POST /v1/placements/:id/contracts': network,
  'GET /v1/placements/:id/contracts/:number': members,
  'PATCH /v1/placements/:id/contracts/:number': network,
  'POST /v1/placements/:id/contracts/:number/agree': ['client', 'expert', 'account-executive'],
  'GET /v1/clock': admin,
  'PUT /v1/clock': admin,
};
