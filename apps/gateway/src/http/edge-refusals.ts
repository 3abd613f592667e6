import { HttpException } from '@nestjs/common';
import { DomainError } from '#libs/errors';
import { refusalOfDomain, type Refusal } from './problem.js';

/** What Fastify and Nest refuse by themselves, by status; their own words say too much or too little. */
const byStatus: Record<number, Refusal> = Object.fromEntries(
  (
    [
      [400, 'request.malformed', 'The request is malformed.'],
      [404, 'request.no-such-route', 'There is no such route.'],
      [408, 'request.timeout', 'The request took too long to arrive.'],
      [413, 'request.too-large', 'The body is too large.'],
      [414, 'request.uri-too-long', 'The path is too long.'],
      [415, 'request.unsupported-media-type', 'This route does not take a body of that media type.'],
      [429, 'request.too-many', 'Too many requests; try again after the seconds named in Retry-After.'],
      [431, 'request.headers-too-large', 'The headers are too large.'],
      [503, 'gateway.closing', 'The gateway is shutting down; try again.'],
    ] as const
  ).map(([status, code, detail]) => [status, { status, code, detail }]),
);

const byCode: Record<string, string> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty, though its media type says JSON.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
  FST_ERR_BAD_URL: 'The URL is not validly encoded.',
};

export const methodNotAllowed: Refusal = {
  status: 405,
  code: 'request.method-not-allowed',
  detail: 'This path does not answer to that method; see Allow.',
};

const internal: Refusal = {
  status: 500,
  code: 'internal',
  detail: 'Something went wrong on our side; it has been logged under the request id.',
};

/** Any error as a refusal, without a word that isn't ours. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof DomainError) return refusalOfDomain(error);
  const refusal = byStatus[statusOf(error)];
  if (!refusal) return internal;
  const detail = byCode[codeOf(error) ?? ''];
  return detail ? { ...refusal, detail } : refusal;
}

/** Nest wraps what Fastify refuses, and with it the code. */
function codeOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return code ?? cause?.code;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
}
