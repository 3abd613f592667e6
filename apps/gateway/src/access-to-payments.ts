import type { Role } from '#libs/access';
import { admin, members, network, staff } from './access-groups.js';

/** GW-3. The part of the access table that is about money. */
export const paymentsAccess: Readonly<Record<string, readonly Role[] | 'public'>> = {
  'GET /v1/experts/:id/balances': ['expert', ...staff],
  'GET /v1/experts/:id/timeline': ['expert', ...staff],
  'GET /v1/experts/:id/timeline.csv': ['expert', ...staff],
  'GET /v1/experts/:id/bank-details': ['expert', ...staff],
  'PUT /v1/experts/:id/bank-details': ['expert', 'admin'],
  'GET /v1/payouts': ['expert', 'payroll', ...staff],
  'POST /v1/payouts': ['expert'],
  'GET /v1/payouts/:id': ['expert', 'payroll', ...staff],
  'GET /v1/payouts/:id/promise-explanation': ['expert', 'payroll', ...staff],
  'POST /v1/payouts/:id/approval': network,
  'POST /v1/payouts/:id/rejection': network,
  'POST /v1/payouts/:id/cancellation': ['expert'],
  'POST /v1/payouts/:id/payroll-answers': ['payroll', 'admin'],
  'GET /v1/payout-policy': staff,
  'PUT /v1/payout-policy': admin,
  'GET /v1/settlement-runs': staff,
  'POST /v1/settlement-runs': network,
  'GET /v1/settlement-runs/:id': staff,
  'GET /v1/settlements': members,
  'GET /v1/settlements/:id': members,
  'GET /v1/settlements/:id/lines': members,
  'GET /v1/receivables': ['client', ...staff],
  'GET /v1/journal': network,
  'GET /v1/trial-balance': network,
  'GET /v1/evidence': members,
  'GET /v1/reconciliation': admin,

  // Invoices

  // Money in
  'GET /v1/client-payments': ['client', 'partner', ...staff],
  'POST /v1/client-payments': ['partner', ...network],
  'GET /v1/client-payments/:id': ['client', 'partner', ...staff],
  'POST /v1/client-payments/:id/allocations': network,
  'POST /v1/client-payments/:id/refunds': network,
  'GET /v1/refunds': ['client', ...staff],
  'GET /v1/bank-statements': staff,
  'POST /v1/bank-statements': network,
  'GET /v1/bank-statements/:id': staff,
  'GET /v1/bank-statements/:id/entries': staff,

  // Referrers' money
};
