export * from './actor.js';
export * from './ownership.rules.js';
