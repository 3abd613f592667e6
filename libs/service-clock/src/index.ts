export * from './calendar.rules.js';
export * from './clock-events.rules.js';
export * from './clock-state.rules.js';
export * from './explanation.rules.js';
export * from './service-day.rules.js';
export * from './service-time.rules.js';
