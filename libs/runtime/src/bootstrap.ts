import { httpApplication, rpcApplication } from './application.js';
import { orderlyEnd } from './lifetime.js';
import { processLogger } from './logging.js';
import { operatorServer } from './operator-server.js';
import type { Service } from './service.js';
import { RuntimeModule } from './runtime.module.js';
import { watch } from './watch.js';

/** Everything `runService` does once tracing has begun. A process that can't start says why and exits with 1. */
export async function bootstrap(service: Service, stopTracing: () => Promise<void>): Promise<void> {
  const { LOG_LEVEL, HEALTH_HOST: host, HEALTH_PORT: port } = service.config;
  const logger = processLogger(service.service, LOG_LEVEL);
  const toEnd = [stopTracing];
  orderlyEnd(logger, async () => {
    for (const end of toEnd.reverse()) await end();
  });
  const operators = await operatorServer({ host, port });

  const { answersRpc = true } = service;
  const module = RuntimeModule.around(await service.module(), { logger, answersRpc });
  const application = await (answersRpc ? rpcApplication : httpApplication)(service, module, logger);
  toEnd.push(() => application.app.close());

  const { readiness, metrics } = watch(application);
  toEnd.push(async () => readiness.drain());
  operators.open({ ready: () => readiness.ask(), metrics: () => metrics.read() });
  await application.listen();
  readiness.open();
  logger.info('Ready.');
}
