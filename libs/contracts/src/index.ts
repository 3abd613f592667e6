import './wording.js';

export * from './contract.js';
export * from './shapes.js';
export * from './catalogue.js';
export * from './clock.js';
export * from './placement/index.js';
export * from './timesheet/index.js';
export * from './referral/index.js';
export * from './payments/index.js';
export * from './communication/index.js';
export * from './quality/index.js';
export * from './notification/index.js';
export * from './gateway/index.js';
