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
  'GET /v1/invoices': ['client', ...staff],
  'POST /v1/invoices': network,
  'GET /v1/invoices/:id': ['client', ...staff],
  'PATCH /v1/invoices/:id': network,
  'DELETE /v1/invoices/:id': network,
  'POST /v1/invoices/:id/issue': network,
  'GET /v1/invoices/:id/lines': ['client', ...staff],
  'GET /v1/invoices/:id/entries': ['client', ...staff],
  'GET /v1/invoices/:id/page': ['client', ...staff],
  'GET /v1/invoices/:id/invoice.pdf': ['client', ...staff],
  'POST /v1/invoices/:id/credit-notes': network,
  'GET /v1/credit-notes': ['client', ...staff],
  'GET /v1/credit-notes/:id': ['client', ...staff],
  'GET /v1/clients/:id/billing-profile': ['client', ...staff],
  'PUT /v1/clients/:id/billing-profile': network,
  'GET /v1/invoice-policy': staff,
  'PUT /v1/invoice-policy': admin,

  // Money in

  // Referrers' money
  'GET /v1/referrers/:id/balance': ['client', 'partner', ...staff],
  'GET /v1/referrers/:id/payouts': ['client', 'partner', ...staff],
  'POST /v1/referrers/:id/payouts': network,
};
