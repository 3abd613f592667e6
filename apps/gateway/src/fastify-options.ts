import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyServerOptions } from 'fastify';
import type { GatewayConfig } from './config.js';
import { refusalOf } from './http/edge-refusals.js';
import { problemOf } from './http/problem.js';
import { sendProblem } from './http/send-problem.js';
import { MEGABYTE } from './http/sizes.js';

const saneRequestId = /^[\w.:-]{1,128}$/;

/** How the gateway's HTTP server is built; it must not reach the database or the broker (see `runService`). */
export const fastifyOptions = ({ TRUST_PROXY }: Pick<GatewayConfig, 'TRUST_PROXY'>): FastifyServerOptions => ({
  bodyLimit: MEGABYTE,
  trustProxy: TRUST_PROXY ?? false,
  requestIdHeader: false,
  genReqId: ({ headers: { 'x-request-id': id } }) =>
    typeof id === 'string' && saneRequestId.test(id) ? id : randomUUID(),
  // What the router refuses before any route: a URL that isn't validly encoded, a parameter that is too long.
  frameworkErrors: (error, request, reply) => {
    reply.header('x-request-id', request.id);
    sendProblem(request, reply, refusalOf(error));
  },
  clientErrorHandler: refuseUnread,
});

const unreadStatus: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What isn't HTTP, or never all arrives, has no request to answer: the problem goes straight to the socket. */
function refuseUnread(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = unreadStatus[error.code ?? ''] ?? 400;
  const refusal = refusalOf(Object.assign(new Error(), { statusCode: status }));
  const body = JSON.stringify(problemOf(refusal, { path: '*', id: randomUUID() }));
  const headers = ['content-type: application/problem+json', `content-length: ${body.length}`, 'connection: close'];
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers, '', body].join('\r\n'));
}
