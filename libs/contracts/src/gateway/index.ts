export * as gatewayEvents from './events.js';
