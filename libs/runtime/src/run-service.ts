import type { Service } from './service.js';
import { startTracing } from './tracing.js';

/**
 * Runs a process until it is told to end. Its main.ts imports nothing else that reaches pg or amqplib:
 * `await runService({ service: 'payments', config, module: async () => (await import('./payments.module.js')).PaymentsModule })`.
 */
export async function runService(service: Service): Promise<void> {
  const stopTracing = await startTracing(service.service, service.config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const { bootstrap } = await import('./bootstrap.js');
  await bootstrap(service, stopTracing);
}
