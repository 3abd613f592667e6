import type { ContractTerms } from '#libs/contracts';
import type { WorkHours } from './directory.entities.js';

type Terms = Pick<ContractTerms, 'shifts' | 'serviceHours' | 'timeZone' | 'holidays'>;

/**
 * CS-1, CS-7. When an expert works by its contract: its shifts, each in its own zone, or the service hours where no shift
 * is agreed. Shifts of 9 to 17 in Berlin and 20 to 22 in New York are two calendars.
 */
export function workHoursOf({ shifts, serviceHours, timeZone, holidays }: Terms): WorkHours[] {
  if (!shifts.length) return [{ timeZone, hours: serviceHours, holidays }];
  const zones = [...new Set(shifts.map((shift) => shift.timeZone ?? timeZone))];
  return zones.map((zone) => ({
    timeZone: zone,
    hours: shifts
      .filter((shift) => (shift.timeZone ?? timeZone) === zone)
      .map(({ days, from, to }) => ({ days, from, to })),
    holidays,
  }));
}
