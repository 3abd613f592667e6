export * from './transition.rules.js';
