export * from './link-env.js';
export * from './questionnaire-links.js';
