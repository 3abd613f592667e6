// Nothing here may reach pg or amqplib by a static import: tracing starts before they are imported.
export * from './http-observer.js';
export * from './metrics.js';
export * from './readiness.js';
export * from './run-service.js';
export * from './runtime-env.js';
export * from './tracing.js';
