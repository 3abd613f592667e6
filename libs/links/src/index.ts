export * from './link-env.js';
export * from './personal-links.js';
