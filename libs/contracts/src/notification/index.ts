export * from './notices.js';
export * from './preferences.js';
export * from './templates.js';
export * as notificationEvents from './events.js';
