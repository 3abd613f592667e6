import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { RuntimeConfig } from './runtime-env.js';

/** One process of the network. */
export interface Service {
  /** `payments`; the gateway is `gateway`. */
  service: string;
  config: RuntimeConfig;
  /** Imported once tracing has begun, because only what is imported after it can be traced. */
  module: () => Promise<Type>;
  /** Whether it answers the queue `rpc.<service>`: all but the gateway do. */
  answersRpc?: boolean;
  /** Where it serves HTTP: the gateway alone does. Health and metrics have their own port, HEALTH_PORT. */
  listen?: { host: string; port: number };
  /** Such as the gateway's body limit and trusted proxies. */
  fastify?: FastifyServerOptions;
  /** The last word on an application that serves HTTP, before it listens. */
  configure?: (app: NestFastifyApplication) => void | Promise<void>;
}
