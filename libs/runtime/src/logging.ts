import { hostname } from 'node:os';
import { trace } from '@opentelemetry/api';
import { Logger as NestLogger, type Params, PinoLogger } from 'nestjs-pino';
import { type Logger, pino } from 'pino';
import { censored } from './censor.js';

/** One JSON object a line on stdout, named by service, without secrets, with the trace when there is one. */
export const processLogger = (service: string, level: string): Logger =>
  pino({
    level,
    base: { service, host: hostname(), pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: censored },
    serializers: { err: describeError },
    mixin: traceId,
  });

/** For nestjs-pino, whose middleware isn't used: `observeHttp` and `RpcObserver` say less and cost less. */
export const loggerParams = (logger: Logger): Params => ({
  pinoHttp: { logger, wrapSerializers: false },
  forRoutes: [],
});

/** For Nest itself, from its first line on. */
export const nestLogger = (logger: Logger): NestLogger => new FrameworkLogger(new PinoLogger(loggerParams(logger)), {});

/** A line for every module and every route is of interest to nobody but who looks for it. */
class FrameworkLogger extends NestLogger {
  private static readonly talkative = ['InstanceLoader', 'RoutesResolver', 'RouterExplorer'];

  override log(message: unknown, ...context: unknown[]): void {
    if (FrameworkLogger.talkative.includes(String(context.at(-1)))) this.debug(message, ...context);
    else super.log(message, ...context);
  }
}

/** Not all of an error's fields: those of a failed query carry its parameters. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, cause } = error as NodeJS.ErrnoException;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

function traceId(): object {
  const span = trace.getActiveSpan();
  return span ? { traceId: span.spanContext().traceId } : {};
}
