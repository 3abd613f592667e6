import { z } from 'zod';
import { LogLevel } from '#libs/config';

/** The variables every process reads; an app extends it: `loadConfig(runtimeEnv.extend({ … }))`. */
export const runtimeEnv = z.object({
  AMQP_URL: z.url(),
  /** Where health and metrics are served. */
  HEALTH_HOST: z.string().default('127.0.0.1'),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535),
  LOG_LEVEL: LogLevel.default('info'),
  /** Traces are sent there; without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

export type RuntimeConfig = z.output<typeof runtimeEnv>;
