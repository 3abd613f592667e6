import { addDays, type Day, instantOf, minutesBetween } from '#libs/time';

const from = '09:00';
const to = '17:00';

/**
 * PL-7. Minutes for which two zones are at work together, 09:00 to 17:00 each, on the client's `day`: Berlin and
 * New York share 120 in March, but 180 in the weeks when only one of them has changed its clocks.
 */
export function overlapMinutes(day: Day, clientZone: string, expertZone: string): number {
  const start = instantOf(day, from, clientZone);
  const end = instantOf(day, to, clientZone);
  // The expert's same working hours may fall on the day before or after, seen from the client.
  return [-1, 0, 1]
    .map((days) => addDays(day, days))
    .map((its) => {
      const latestStart = Math.max(+start, +instantOf(its, from, expertZone));
      const earliestEnd = Math.min(+end, +instantOf(its, to, expertZone));
      return Math.max(0, minutesBetween(new Date(latestStart), new Date(earliestEnd)));
    })
    .reduce((sum, minutes) => sum + minutes, 0);
}
