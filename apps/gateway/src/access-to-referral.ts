import type { Role } from '#libs/access';
import { admin, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about who brings clients. */
export const referralAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  // Leads

  // Referrers and codes

  // The page of a referral code

  // Commission
  'GET /v1/commissions': ['expert', 'client', 'partner', ...staff],
  'GET /v1/commissions/:id': ['expert', 'client', 'partner', ...staff],
  'GET /v1/referrers/:id/commission-statement': ['expert', 'client', 'partner', ...staff],

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
