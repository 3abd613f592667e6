import { z } from 'zod';
import { LogLevel } from '#libs/config';
import type { NetworkOptions } from './network.js';
import { Refusal } from './refusal.js';

const schema = z
  .object({
    HOST: z.string().optional(),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be https://…' }).optional(),
    SHORELINE_DATA: z.string().default('.shoreline'),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://…' }).optional(),
    AMQP_URL: z.url({ protocol: /^amqps?$/, error: 'must be amqp://…' }).optional(),
    SHORELINE_CLOCK: z.enum(['system', 'manual']).default('system'),
    SHORELINE_CLOCK_START: z.iso.datetime({ offset: true }).optional(),
    LOG_LEVEL: LogLevel.optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be smtp://…' }).optional(),
    MAIL_FROM: z.string().optional(),
    CHAT_WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'must be https://…' }).optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  })
  .refine(({ SHORELINE_CLOCK: clock, SHORELINE_CLOCK_START: start }) => clock === 'manual' || !start, {
    path: ['SHORELINE_CLOCK_START'],
    message: 'is for SHORELINE_CLOCK=manual only',
  });

export interface Settings extends NetworkOptions {
  port: number;
  /** The data folder. */
  data: string;
  /** How notices leave; what a demonstration plays of the past stays here all the same. */
  ways: Record<string, string>;
}

/** What stands behind `npm start --`. Throws `Refusal` for a flag that is not there. */
export function flagsFrom(args: readonly string[]): { demo: boolean } {
  const unknown = args.filter((flag) => flag !== '--demo');
  if (unknown.length) throw new Refusal(`There is no ${unknown.join(' ')}. Only: npm start -- --demo`);
  return { demo: args.length > 0 };
}

/** What the variables ask for; an empty one counts as absent. Throws `Refusal` that names every bad one. */
export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new Refusal(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const { data: asked } = parsed;
  const { HOST, PUBLIC_URL, LOG_LEVEL, OTEL_EXPORTER_OTLP_ENDPOINT, SMTP_URL, MAIL_FROM, CHAT_WEBHOOK_URL } = asked;
  return {
    port: asked.PORT,
    data: asked.SHORELINE_DATA,
    databaseUrl: asked.DATABASE_URL,
    amqpUrl: asked.AMQP_URL,
    clockStart:
      asked.SHORELINE_CLOCK === 'manual' ? (asked.SHORELINE_CLOCK_START ?? new Date().toISOString()) : undefined,
    env: {
      ...(HOST && { HOST }),
      ...(PUBLIC_URL && { PUBLIC_URL }),
      ...(LOG_LEVEL && { LOG_LEVEL }),
      ...(OTEL_EXPORTER_OTLP_ENDPOINT && { OTEL_EXPORTER_OTLP_ENDPOINT }),
    },
    ways: {
      ...(SMTP_URL && { SMTP_URL }),
      ...(MAIL_FROM && { MAIL_FROM }),
      ...(CHAT_WEBHOOK_URL && { CHAT_WEBHOOK_URL }),
    },
    verbose: LOG_LEVEL !== undefined,
  };
}
