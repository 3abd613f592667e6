import { z } from 'zod';
import { notYours } from '#libs/access';
import type { ErrorDetails } from '#libs/errors';
import { ownId } from '../auth/own-ids.rules.js';
import { type Refusal, refusalOfDomain } from './problem.js';
import type { RouteFacts } from './route-facts.js';

const refusal = (status: number, code: string, detail: string, details?: ErrorDetails): Refusal => ({
  status,
  code,
  detail,
  ...(details && { details }),
});

const field = (name: string, message: string): ErrorDetails => ({ errors: [{ field: name, message }] });

/** Refusals the gateway and every service give by themselves, for documentation. */
export function commonRefusals(route: RouteFacts): Refusal[] {
  const { roles, reads, idempotency, ifMatch, answer, of } = route;
  const when = (applies: boolean, ...refusals: Refusal[]): Refusal[] => (applies ? refusals : []);
  return [
    ...when(
      reads.path,
      refusal(400, 'request.malformed-id', 'An id of the path is not valid.', field('id', 'must be a UUID')),
    ),
    ...when(reads.body, refusal(400, 'request.malformed', 'The body is not valid JSON.')),
    ...when(
      reads.query,
      refusal(400, 'request.malformed-query', 'The query is not valid.', field('limit', 'must be at most 100')),
    ),
    ...when(
      reads.query && isPaged(answer),
      refusal(400, 'request.bad-cursor', 'This cursor is not one that this list, so sorted, gave out.'),
    ),
    ...when(
      idempotency === 'required',
      refusal(400, 'request.idempotency-key-required', 'Idempotency-Key is missing.'),
    ),
    ...when(ifMatch, refusal(400, 'request.if-match-malformed', 'If-Match is not an ETag of the API.')),
    ...when(
      roles !== 'public',
      refusal(401, 'auth.token-invalid', 'The access token is missing, expired or not ours.'),
      refusal(403, 'access.role', 'Your role may not do this.'),
    ),
    ...when(
      reads.path,
      of ? refusalOfDomain(notYours(of)) : refusal(404, 'access.not-found', 'It does not exist, or it is not yours.'),
    ),
    ...foreignIds(route),
    ...when(idempotency !== 'none', refusal(409, 'idempotency.in-progress', 'The same key is being worked on.')),
    ...when(ifMatch, refusal(412, 'request.stale', 'It has changed since you read it; read it again.')),
    ...when(
      reads.body,
      refusal(413, 'request.too-large', 'The body is too large.'),
      refusal(415, 'request.unsupported-media-type', 'The body has a media type this route does not take.'),
    ),
    ...when(reads.body, refusal(422, 'request.invalid', 'The request is not valid.', field('title', 'is missing'))),
    ...when(idempotency !== 'none', refusal(422, 'idempotency.key-reused', 'The key was used for another request.')),
    ...when(ifMatch, refusal(428, 'request.if-match-required', 'If-Match is missing.')),
    refusal(429, 'request.too-many', 'Too many requests; see Retry-After.'),
    refusal(500, 'internal', 'Something went wrong on our side; name the request id when you ask.'),
    refusal(503, 'rpc.unavailable', 'A service is not reachable; see Retry-After.'),
    refusal(504, 'rpc.timeout', 'A service did not answer in time.'),
  ];
}

/** A client or an expert may name itself, and nobody else. */
function foreignIds({ roles, answer }: RouteFacts): Refusal[] {
  if (roles === 'public' || !answer || !('kind' in answer) || !(answer.input instanceof z.ZodObject)) return [];
  const { shape } = answer.input;
  const named = (['client', 'expert'] as const).filter((role) => roles.includes(role) && ownId[role] in shape);
  return named.map((role) => refusalOfDomain(notYours(role)));
}

function isPaged(answer: RouteFacts['answer']): boolean {
  const schema = answer && ('kind' in answer ? answer.output : answer);
  return schema instanceof z.ZodObject && 'nextCursor' in schema.shape;
}
