/** What sort of refusal this is; `http-status.ts` alone knows the HTTP number. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'too-large'
  | 'invalid'
  | 'precondition-required'
  | 'too-many'
  | 'internal'
  | 'unavailable'
  | 'timeout';

/** `field` is a path into the request, such as `skills.0.years`. */
export interface FieldError {
  field: string;
  message: string;
}

export interface ErrorDetails {
  /** The business rule that refuses, such as `PL-5`. */
  rule?: string;
  errors?: FieldError[];
  /** Facts a program can act on, such as `{ floor: { amount: "50.00", currency: "USD" } }`. */
  facts?: Record<string, unknown>;
}

export interface ErrorPayload extends ErrorDetails {
  code: string;
  kind: ErrorKind;
  detail: string;
}

/** A refusal with a stable code (`payments.insufficient-balance`); travels between processes as its payload. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly detail: string,
    readonly details: ErrorDetails = {},
  ) {
    super(detail);
    this.name = 'DomainError';
  }

  toPayload(): ErrorPayload {
    return { code: this.code, kind: this.kind, detail: this.detail, ...this.details };
  }

  static fromPayload({ code, kind, detail, ...details }: ErrorPayload): DomainError {
    return new DomainError(code, kind, detail, details);
  }

  static isPayload(value: unknown): value is ErrorPayload {
    return typeof value === 'object' && value !== null && 'code' in value && 'kind' in value && 'detail' in value;
  }
}

type Refusal = (code: string, detail: string, details?: ErrorDetails) => DomainError;
const refusal =
  (kind: ErrorKind): Refusal =>
  (code, detail, details) =>
    new DomainError(code, kind, detail, details);

export const invalid = refusal('invalid');
export const notFound = refusal('not-found');
export const conflict = refusal('conflict');
export const forbidden = refusal('forbidden');
export const unavailable = refusal('unavailable');

/** A refusal of one field: `invalidField('timesheet.minutes-zero', 'minutes', 'must be more than 0', 'TS-4')`. */
export const invalidField = (code: string, field: string, message: string, rule?: string): DomainError =>
  invalid(code, `${field} ${message}`, { ...(rule && { rule }), errors: [{ field, message }] });

/** GW-4. What was read has changed since: 412, with the version it has now. */
export const stale = (version: number): DomainError =>
  new DomainError('request.stale', 'precondition-failed', 'It has changed since you read it; read it again.', {
    rule: 'GW-4',
    facts: { version },
  });
