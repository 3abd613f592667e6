// Nothing here may reach pg or amqplib statically: tracing starts before they are imported.
export * from './run-service.js';
export * from './runtime-env.js';
export * from './tracing.js';
