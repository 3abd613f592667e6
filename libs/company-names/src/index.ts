export * from './company-names.rules.js';
