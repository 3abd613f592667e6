export * from './eventually.js';
export * from './people.js';
export * from './terms.js';
export * from './test-broker.js';
export * from './test-database.js';
export * from './tcp-proxy.js';
export * from './test-service.js';
