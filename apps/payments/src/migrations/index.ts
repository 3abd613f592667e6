import type { MigrationClass } from '#libs/persistence';
import { Ledger1767225600001 } from './0001-ledger.js';
import { Settlement1767225600002 } from './0002-settlement.js';
import { Payouts1767225600003 } from './0003-payouts.js';
import { Invoices1767225600004 } from './0004-invoices.js';
import { MoneyIn1767225600005 } from './0005-money-in.js';
import { Commissions1767225600006 } from './0006-commissions.js';

export const migrations: MigrationClass[] = [
  Ledger1767225600001,
  Settlement1767225600002,
  Payouts1767225600003,
  Invoices1767225600004,
  MoneyIn1767225600005,
  Commissions1767225600006,
];
