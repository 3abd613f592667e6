import type { ContractTerms } from '#libs/contracts';
import type { ServiceCalendar } from '#libs/service-clock';
import { type Day, startOfDay } from '#libs/time';

/** An agreed version of the contract. */
export interface DatedTerms {
  effectiveFrom: Day;
  terms: ContractTerms;
}

/** CS-7, PM-11. An amendment begins with its day, in its own zone: 2026-07-01 in Berlin is June 30th, 22:00 UTC. */
export const beginningOf = ({ effectiveFrom, terms }: DatedTerms): Date => startOfDay(effectiveFrom, terms.timeZone);

/**
 * CS-7, PM-11. The version in force at an instant, and when the next takes its place. `versions` in the order they were
 * agreed, at least one: the first holds before its day too. Amended from July 1st on, June has the contract's terms.
 */
export function termsAt<V extends DatedTerms>(versions: readonly V[], at: Date): { version: V; until: Date | null } {
  const inForce = Math.max(
    0,
    versions.findLastIndex((version) => beginningOf(version) <= at),
  );
  const next = versions[inForce + 1];
  return { version: versions[inForce]!, until: next ? beginningOf(next) : null };
}

/** CS-7. The version in force on a day, whatever the zone. */
export const termsOn = (versions: readonly DatedTerms[], day: Day): ContractTerms =>
  (versions.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? versions[0]!).terms;

/** CS-7. When promises count: the contract's hours in its zone, without its holidays and those added since. */
export const calendarFor = (
  { timeZone, serviceHours, holidays }: Pick<ContractTerms, 'timeZone' | 'serviceHours' | 'holidays'>,
  added: readonly Day[],
): ServiceCalendar => ({
  timeZone,
  hours: serviceHours,
  holidays: [...new Set([...holidays, ...added])].sort(),
});

/** CS-7. Whether two calendars say the same, however they were written. */
export const sameCalendar = (one: ServiceCalendar, other: ServiceCalendar): boolean => written(one) === written(other);
const written = ({ timeZone, hours, holidays }: ServiceCalendar): string =>
  JSON.stringify([timeZone, hours.map(({ days, from, to }) => [days, from, to]), holidays]);
