export * from './service-hours.js';
export * from './programmes.js';
export * from './clients.js';
export * from './experts.js';
export * from './openings.js';
export * from './offers.js';
export * from './contracts.js';
export * from './placements.js';
export * as placementEvents from './events.js';
