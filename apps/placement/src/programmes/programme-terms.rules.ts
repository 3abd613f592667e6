import type { FieldError } from '#libs/errors';
import { invalid } from '#libs/errors';
import { isNegative } from '#libs/money';
import { moneyAt } from '../pay-rate.rules.js';
import type { ProgrammeTerms } from '../types.js';

/**
 * Section 1. Terms that contradict themselves make no programme: a floor below zero or in no currency of ours, a warning
 * after the term it warns of. Refuses 422 `placement.bad-terms` with each field.
 */
export function checkProgrammeTerms({ floorRates, productionBugFix, engagementKinds }: ProgrammeTerms): void {
  const errors: FieldError[] = [];
  for (const [zone, floor] of Object.entries(floorRates)) {
    if (isNegative(moneyAt(`terms.floorRates.${zone}`, floor))) {
      errors.push({ field: `terms.floorRates.${zone}`, message: 'must not be below zero' });
    }
  }
  if (productionBugFix.warnAtMinutes > productionBugFix.withinMinutes) {
    errors.push({ field: 'terms.productionBugFix.warnAtMinutes', message: 'must not be after the term itself' });
  }
  if (new Set(engagementKinds).size < engagementKinds.length) {
    errors.push({ field: 'terms.engagementKinds', message: 'must name each kind once' });
  }
  if (errors.length) throw invalid('placement.bad-terms', 'These terms contradict themselves.', { errors });
}
