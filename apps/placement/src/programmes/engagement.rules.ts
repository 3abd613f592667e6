import { invalid } from '#libs/errors';
import { addDays, addMonths, type Day } from '#libs/time';
import type { EngagementKind, ProgrammeTerms } from '../types.js';

/** PL-9. The last day of an engagement of so many months: one month from 2026-01-31 ends on 2026-02-27. */
export const lastDayOf = (startsOn: Day, months: number): Day => addDays(addMonths(startsOn, months), -1);

/** PL-4. Only the kinds of engagement the programme has. Refuses 422 `placement.kind-not-offered` with them. */
export function checkKind({ engagementKinds }: Pick<ProgrammeTerms, 'engagementKinds'>, kind: EngagementKind): void {
  if (engagementKinds.includes(kind)) return;
  const message = `must be one of the programme's: ${engagementKinds.join(', ')}`;
  throw invalid('placement.kind-not-offered', `engagementKind ${message}`, {
    rule: 'PL-4',
    errors: [{ field: 'engagementKind', message }],
    facts: { engagementKinds },
  });
}

/**
 * PL-9. Shorter than the programme's shortest engagement is refused: with 6 months from 2026-03-02, the first end that
 * passes is 2026-09-01. Refuses 422 `placement.too-short` with the months and the earliest end.
 */
export function checkLength(
  { shortestEngagementMonths: months }: Pick<ProgrammeTerms, 'shortestEngagementMonths'>,
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  field: string,
): void {
  const shortest = lastDayOf(startsOn, months);
  const earliestEnd = shortest < startsOn ? startsOn : shortest;
  if (endsOn >= earliestEnd) return;
  const message = months ? `must make it at least ${months} months long` : 'must not be before the start';
  throw invalid('placement.too-short', `${field} ${message}`, {
    rule: 'PL-9',
    errors: [{ field, message }],
    facts: { shortestEngagementMonths: months, earliestEnd },
  });
}
