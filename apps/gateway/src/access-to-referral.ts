import type { Role } from '#libs/access';
import { admin, network, staff } from './access-groups.js';

const referring = ['expert', 'client', 'partner'] as const;
const readers = [...referring, ...staff];
const talking = [...referring, ...network];

/** GW-3. The part of the access table that is about who brings clients. */
export const referralAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Leads
  'POST /v1/leads': readers,
  'GET /v1/leads': readers,
  'GET /v1/leads/:id': readers,
  'POST /v1/leads/:id/stages': talking,
  'PUT /v1/leads/:id/plan': talking,
  'POST /v1/leads/:id/client': network,
  'POST /v1/leads/:id/extension': network,
  'POST /v1/leads/:id/outcome': talking,
  'GET /v1/lead-reviews': staff,
  'POST /v1/lead-reviews/:id/decision': network,

  // Referrers and codes
  'GET /v1/referrers': staff,
  'POST /v1/referrers': network,
  'GET /v1/referrers/:id': readers,
  'POST /v1/referrers/:id/code': talking,
  'DELETE /v1/referrers/:id/code': talking,
  'GET /v1/my-referrer': referring,

  // The page of a referral code
  'GET /join/:code': 'public',
  'POST /join/:code': 'public',

  // Commission
  'GET /v1/commissions': readers,
  'GET /v1/commissions/:id': readers,
  'GET /v1/referrers/:id/commission-statement': readers,

  // Where revenue comes from
  'GET /v1/revenue/by-source': staff,
  'GET /v1/revenue/series': staff,
  'GET /v1/revenue/league': staff,
  'GET /v1/revenue/concentration': staff,
  'GET /v1/revenue/recount': admin,

  // What referrals go by
  'GET /v1/referral-policy': staff,
  'PUT /v1/referral-policy': admin,
};
