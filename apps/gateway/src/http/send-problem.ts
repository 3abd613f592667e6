import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, type Refusal } from './problem.js';

const retryAfterSeconds = 2;

export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  const { status } = refusal;
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  if (status === 503) reply.header('retry-after', retryAfterSeconds);
  const problem = problemOf(refusal, { path: pathOf(request), id: request.id });
  // As bytes: to a text Fastify adds a charset, which this media type doesn't have.
  void reply
    .status(status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/problem+json' })
    .send(Buffer.from(JSON.stringify(problem)));
}

/** Without its query, which may hold what belongs in no log. */
export const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url;
