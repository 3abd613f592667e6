import { type Application, httpApplication, rpcApplication } from './application.js';
import { orderlyEnd } from './lifetime.js';
import { processLogger } from './logging.js';
import { operatorServer } from './operator-server.js';
import { Readiness } from './readiness.js';
import type { Service } from './run-service.js';
import { RuntimeModule } from './runtime.module.js';
import { watch } from './watch.js';

/** Everything `runService` does once tracing has begun. A process that can't start says why and exits with 1. */
export async function bootstrap(service: Service, stopTracing: () => Promise<void>): Promise<void> {
  const { LOG_LEVEL, HEALTH_HOST: host, HEALTH_PORT: port } = service.config;
  const logger = processLogger(service.service, LOG_LEVEL);
  let application: Application | undefined;
  const end = async (): Promise<void> => {
    application?.app.get(Readiness).drain();
    await application?.app.close();
    await stopTracing();
  };
  orderlyEnd(logger, end);
  const operators = await operatorServer({ host, port });
  const { answersRpc = true } = service;
  const module = RuntimeModule.around(await service.module(), { logger, answersRpc });
  application = await (answersRpc ? rpcApplication : httpApplication)(service, module, logger);
  const { readiness, metrics } = watch(application);
  operators.open({ ready: () => readiness.ask(), metrics: () => metrics.read() });
  await application.listen();
  logger.info('Ready.');
}
