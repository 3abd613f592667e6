export * from './shapes.js';
export * from './messages.js';
export * as paymentsEvents from './events.js';
