import type { ServiceCalendar } from './calendar.rules.js';
import { secondOf, toDate } from './seconds.rules.js';
import { timelineOf } from './timeline.rules.js';

/** Ten years: what takes longer, or never comes, has no date. */
const horizonSeconds = 3653 * 86_400;

/** CS-7. Counted seconds of service in [from, to); 0 when `to` isn't later. */
export function serviceSeconds(calendar: ServiceCalendar, from: Date, to: Date): number {
  const [start, end] = [secondOf(from), secondOf(to)];
  return end > start ? timelineOf(calendar).counted(start, end) : 0;
}

/**
 * CS-7. The first instant at which `seconds` of service have been counted since `from`: one hour from Friday 16:30, with
 * hours from 9 to 17 on working days, is Monday 9:30. `seconds` is a whole number, 0 gives `from`; null when it takes
 * more than ten years, or the calendar has no hours.
 */
export function addServiceTime(calendar: ServiceCalendar, from: Date, seconds: number): Date | null {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`${seconds} is no whole number of seconds.`);
  const start = secondOf(from);
  const end = seconds ? timelineOf(calendar).endOf(seconds, start, start + horizonSeconds) : start;
  return end === null ? null : toDate(end);
}

/** CS-7. Whether time counts at this instant. */
export const isServiceTime = (calendar: ServiceCalendar, at: Date): boolean =>
  timelineOf(calendar).labelAt(secondOf(at)) === 'counted';

/** CS-7. `at` when it is service time, else when service begins again; null when it doesn't within ten years. */
export function nextServiceStart(calendar: ServiceCalendar, at: Date): Date | null {
  if (isServiceTime(calendar, at)) return at;
  const counted = addServiceTime(calendar, at, 1);
  return counted && toDate(secondOf(counted) - 1);
}
