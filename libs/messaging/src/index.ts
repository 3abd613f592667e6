export * from './rpc/index.js';
export * from './events/index.js';
export * from './clock/manual-clock.controller.js';
