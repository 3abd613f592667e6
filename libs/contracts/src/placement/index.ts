export * from './shapes.js';
export * from './messages.js';
export * as placementEvents from './events.js';
