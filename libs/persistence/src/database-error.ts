import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { DomainError, unavailable } from '#libs/errors';

/** What `pg` says without a code when the connection was lost, or none could be had in time. */
const lostMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection|Cannot use a pool after)/;
const lostCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
]);

/** The driver's own error inside TypeORM's wrapper. */
export const driverError = (error: unknown): { code?: string; constraint?: string; message?: string } =>
  ((error instanceof QueryFailedError ? error.driverError : error) ?? {}) as Error;

/** True when the database can't be reached now; what the statement did is unknown, unless it never was sent. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError) {
    return true; // the runner let go of a connection that broke between two statements
  }
  const { code = '', message = '' } = driverError(error);
  return lostCodes.has(code) || code.startsWith('08') || lostMessages.test(message);
}

/** 503 `database.unavailable` for a lost connection, any other error as it is: `throw databaseError(error)`. */
export const databaseError = (error: unknown): unknown =>
  isConnectionLost(error)
    ? unavailable('database.unavailable', 'The database cannot be reached at the moment; please try again.')
    : error;

/** 503 as well: the connection was lost during COMMIT, so nobody here knows whether it was saved. */
export const outcomeUnknown = (): DomainError =>
  unavailable(
    'database.unavailable',
    'The database went away while saving; it may have saved. Ask again with the same Idempotency-Key.',
    { facts: { outcome: 'unknown' } },
  );

export const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof DomainError && error.details.facts?.outcome === 'unknown';
