export * from './balances.js';
export * from './bank-details.js';
export * from './payouts.js';
export * from './settlement.js';
export * from './ledger.js';
export * from './evidence.js';
export * from './reconciliation.js';
export * as paymentsEvents from './events.js';
