import { randomUUID } from 'node:crypto';
import type { FastifyServerOptions } from 'fastify';
import type { GatewayConfig } from './config.js';
import { refusalOf } from './http/edge-refusals.js';
import { sendProblem } from './http/send-problem.js';

const megabyte = 1_048_576;
const saneRequestId = /^[\w.:-]{1,128}$/;

/** How the gateway's HTTP server is built; it must not reach the database or the broker (see `runService`). */
export const fastifyOptions = ({ TRUST_PROXY }: Pick<GatewayConfig, 'TRUST_PROXY'>): FastifyServerOptions => ({
  bodyLimit: megabyte,
  trustProxy: TRUST_PROXY ?? false,
  requestIdHeader: false,
  genReqId: ({ headers: { 'x-request-id': id } }) =>
    typeof id === 'string' && saneRequestId.test(id) ? id : randomUUID(),
  // What the router refuses before any route: a URL that isn't validly encoded, a parameter that is too long.
  frameworkErrors: (error, request, reply) => {
    reply.header('x-request-id', request.id);
    sendProblem(request, reply, refusalOf(error));
  },
});
