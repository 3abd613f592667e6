import type { Logger } from 'pino';

const GRACE_MS = 10_000;

/**
 * The end of a process: the first SIGTERM or SIGINT runs `end`, within 10 seconds; a second one exits at once. A fault
 * that nobody caught is logged and ends it with 1, because what it left behind is unknown.
 */
export function orderlyEnd(logger: Logger, end: () => Promise<void>): void {
  let ending = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (ending) process.exit(1);
    ending = true;
    logger.info(`${signal}: ending what has begun.`);
    setTimeout(() => {
      logger.error(`Not ended after ${GRACE_MS / 1_000} seconds.`);
      process.exit(1);
    }, GRACE_MS).unref();
    try {
      await end();
      logger.info('Ended.');
      process.exit(0);
    } catch (err) {
      logger.error({ err }, 'Ended badly.');
      process.exit(1);
    }
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  for (const fault of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(fault, (err: unknown) => {
      logger.fatal({ err }, `${fault}: the process ends.`);
      process.exit(1);
    });
  }
}
