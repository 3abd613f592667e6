export * from './call.js';
export * from './domain-error.filter.js';
export * from './rpc.client.js';
export * from './rpc.decorator.js';
export * from './rpc.server.js';
