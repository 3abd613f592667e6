export * from './clock.js';
export * from './clock-control.js';
export { type AfterCommit, OnTimer } from './on-timer.js';
export * from './time.module.js';
export * from './timer-worker.js';
export * from './timers.js';
export * from './zone.rules.js';
