import type { DomainError } from '#libs/errors';
import { driverError } from './database-error.js';

/** Named refusals for broken constraints: the database holds the rule, this gives it words. */
export type ConstraintRefusals = Record<string, () => DomainError>;

/**
 * The refusal of a broken unique, exclusion, check or foreign-key constraint, any other error as it is:
 * `throw onConstraint(error, { placement_no_overlap: () => conflict('placement.overlap', '…') })`.
 * The transaction is broken by then: leave it, don't go on in it.
 */
export function onConstraint(error: unknown, refusals: ConstraintRefusals): unknown {
  const { code = '', constraint = '' } = driverError(error);
  const refusal = code.startsWith('23') && Object.hasOwn(refusals, constraint) ? refusals[constraint] : undefined;
  return refusal ? refusal() : error;
}
