import type { ErrorKind } from './domain-error.js';

/** The one table from a kind of refusal to its HTTP status (RFC 9110). */
export const httpStatus: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'too-large': 413,
  invalid: 422,
  'precondition-required': 428,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
};
