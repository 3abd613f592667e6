import type { ApprovedTotal, Check } from './check.js';
import { commissionChecks, type CommissionTotal } from './commission.checks.js';
import { invoiceChecks } from './invoice.checks.js';
import { ledgerChecks } from './ledger.checks.js';
import { moneyInChecks } from './money-in.checks.js';
import { payoutChecks } from './payout.checks.js';
import { settlementChecks } from './settlement.checks.js';

/** What other services count; without it that comparison is left out. */
export interface Told {
  /** The timesheet. */
  approved?: readonly ApprovedTotal[];
  /** Referral. */
  commissions?: readonly CommissionTotal[];
}

/** PM-12. All that must be true. */
export const checksOf = ({ approved, commissions }: Told): readonly Check[] => [
  ...ledgerChecks,
  ...settlementChecks(approved),
  ...payoutChecks,
  ...invoiceChecks,
  ...moneyInChecks,
  ...commissionChecks(commissions),
];
