export { allocate } from './allocate.rules.js';
export * from './arithmetic.rules.js';
export * from './decimal.rules.js';
export * from './money.rules.js';
export { divideHalfEven } from './rounding.rules.js';
export { takeInTurn } from './take-in-turn.rules.js';
