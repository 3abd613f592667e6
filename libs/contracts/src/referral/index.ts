export * from './referrer-kind.js';
export * from './hosts.js';
export * from './leads.js';
export * from './referrers.js';
export * from './policy.js';
export * from './commissions.js';
export * from './revenue.js';
export * as referralEvents from './events.js';
