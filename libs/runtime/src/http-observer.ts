import type { FastifyInstance } from 'fastify';
import type { PinoLogger } from 'nestjs-pino';
import type { Metrics } from './metrics.js';

/**
 * Measures and logs every HTTP request, by the pattern of its route, so that ids don't become labels; whatever is logged
 * while it runs carries the request's id. Neither headers nor query nor body are logged.
 */
export function observeHttp(fastify: FastifyInstance, metrics: Metrics, logger: PinoLogger): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    logger.runInContext(done, { bindings: { requestId: request.id } });
  });
  fastify.addHook('onResponse', ({ method, routeOptions }, { statusCode: status, elapsedTime }, done) => {
    const route = routeOptions.url ?? 'none';
    metrics.http.observe({ method, route, status }, elapsedTime / 1_000);
    logger[status >= 500 ? 'warn' : 'debug']({ method, route, status, ms: rounded(elapsedTime) });
    done();
  });
}

/** Milliseconds as they are logged: to a tenth. */
export const rounded = (ms: number): number => Math.round(ms * 10) / 10;
