import { addDays, type Day, isWorkingDay, startOfDay } from '#libs/time';

/**
 * QN-7. The next one-to-one is due one interval after the last was held or missed, the first one after the placement's
 * first day; never in the past: where that day is over, a whole interval begins today. Every 7 days, held on Monday
 * March 2nd: due on March 9th; when that is only worked out on March 20th, due on the 27th.
 */
export function nextDue(last: Day, everyDays: number, today: Day): Day {
  const due = addDays(last, everyDays);
  return due < today ? addDays(today, everyDays) : due;
}

/**
 * QN-7. A talk that nobody waited for counts as well: the next is due one interval after it, or when it was due if that
 * is later. Every 7 days, due on the 9th, an extra one on the 5th: due on the 12th.
 */
export const dueAfterExtra = (dueOn: Day, heldOn: Day, everyDays: number): Day =>
  later(dueOn, addDays(heldOn, everyDays));

/**
 * QN-7, PM-11. An amended interval counts from its day for the next one, which becomes due sooner, never later. Due on
 * the 30th, every 7 days from the 4th on: due on the 11th.
 */
export const dueAsAmended = (dueOn: Day, from: Day, everyDays: number, today: Day): Day =>
  earlier(dueOn, nextDue(from, everyDays, today));

/** QN-7. The day that is so many working days before the due day. 3 before Monday the 9th: Wednesday the 4th. */
export function announcedOn(dueOn: Day, workingDays: number): Day {
  let day = dueOn;
  for (let left = workingDays; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** QN-7. When the due day is over where it belongs, whatever the clocks do that night. */
export const missedFrom = (dueOn: Day, timeZone: string): Date => startOfDay(addDays(dueOn, 1), timeZone);

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
