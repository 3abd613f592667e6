import type { DynamicModule, INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { RpcServer } from '#libs/messaging';
import { observeHttp } from './http-observer.js';
import { nestLogger } from './logging.js';
import { Metrics } from './metrics.js';
import type { Service } from './service.js';

/** Built, but not listening yet. */
export interface Application {
  app: INestApplicationContext;
  /** The server of an application that answers RPC. */
  server?: RpcServer;
  listen(): Promise<unknown>;
}

type Builder = (service: Service, module: DynamicModule, logger: Logger) => Promise<Application>;

/** A service: it listens at the broker alone. Waits for the broker as long as it takes. */
export const rpcApplication: Builder = async ({ service, config }, module, logger) => {
  const server = new RpcServer({ url: config.AMQP_URL, service });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(module, {
    strategy: server,
    ...options(logger),
  });
  return { app, server, listen: () => app.listen() };
};

/** The gateway: it listens for HTTP and asks the services. */
export const httpApplication: Builder = async ({ listen, fastify, configure }, module, logger) => {
  const adapter = new FastifyAdapter(fastify);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options(logger));
  observeHttp(adapter.getInstance<FastifyInstance>(), app.get(Metrics), await app.resolve(PinoLogger));
  await configure?.(app);
  return { app, listen: () => app.listen(listen ?? { host: '127.0.0.1', port: 0 }) };
};

const options = (logger: Logger) => ({
  logger: nestLogger(logger),
  abortOnError: false,
});
