export * from './shapes.js';
export * from './messages.js';
export * as timesheetEvents from './events.js';
