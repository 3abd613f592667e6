import { conflict, invalidField } from '#libs/errors';
import { addDays, type Day, minutesBetween, splitByDay, startOfDay } from '#libs/time';

/** Minutes of one day, with the stretch of time they were worked in when that is known. */
export interface DayOfWork {
  day: Day;
  minutes: number;
  startedAt: Date | null;
  endedAt: Date | null;
}

const dayInMinutes = 24 * 60;

/** TS-4. Hours are more than zero minutes and not in the future. */
export function checkMinutes(minutes: number, day: Day, today: Day): void {
  if (minutes <= 0) throw invalidField('timesheet.minutes-not-positive', 'minutes', 'must be more than 0', 'TS-4');
  if (day > today) throw invalidField('timesheet.in-the-future', 'day', `must not be after ${today}`, 'TS-4');
}

const isWholeMinute = (instant: Date): boolean => instant.getTime() % 60_000 === 0;

/**
 * TS-4. A stretch of time is whole minutes, at most 24 hours, and over by now. 09:00 to 17:30 are 510 minutes; across
 * midnight it is a day's part each: `2026-03-28T22:00Z` to `2026-03-29T02:00Z` in Berlin are 60 and 180 minutes, though
 * the clocks skip an hour.
 */
export function daysOfSpan(startedAt: Date, endedAt: Date, zone: string, now: Date): DayOfWork[] {
  if (!isWholeMinute(startedAt))
    throw invalidField('timesheet.not-whole-minutes', 'startedAt', 'must be a whole minute', 'TS-4');
  if (!isWholeMinute(endedAt))
    throw invalidField('timesheet.not-whole-minutes', 'endedAt', 'must be a whole minute', 'TS-4');
  if (endedAt <= startedAt)
    throw invalidField('timesheet.minutes-not-positive', 'endedAt', 'must be after startedAt', 'TS-4');
  if (endedAt > now) throw invalidField('timesheet.in-the-future', 'endedAt', 'must not be in the future', 'TS-4');
  if (minutesBetween(startedAt, endedAt) > dayInMinutes) {
    throw invalidField('timesheet.too-long', 'endedAt', 'must be within 24 hours of startedAt', 'TS-4');
  }
  return splitByDay(startedAt, endedAt, zone).map(({ day, start, end, minutes }) => ({
    day,
    minutes,
    startedAt: start,
    endedAt: end,
  }));
}

/** Minutes a day really has: 1,380 in Berlin on 2026-03-29, 1,500 in New York on 2026-11-01. */
export const lengthOfDay = (day: Day, zone: string): number =>
  minutesBetween(startOfDay(day, zone), startOfDay(addDays(day, 1), zone));

/** TS-4. All entries of an expert's day fit into it. */
export function checkDayTotal(total: number, day: Day, zone: string): void {
  const length = lengthOfDay(day, zone);
  if (total > length) {
    throw invalidField('timesheet.day-too-long', 'minutes', `make ${total} on ${day}, which has ${length}`, 'TS-4');
  }
}

/** TS-4, TS-7. Hours enter only a week that is open or returned. */
export function checkWeekOpen(state: string, week: Day): void {
  if (state === 'open' || state === 'returned') return;
  throw conflict('timesheet.week-locked', `The week of ${week} is ${state}: its lines can't change any more.`, {
    rule: 'TS-7',
    facts: { state, week },
  });
}

/** TS-7. A correction refers to a decided line and leaves it at zero or more: 60 minutes can lose 60, not 61. */
export function checkCorrection(line: { state: string; minutes: number }, corrected: number, minutes: number): void {
  if (line.state !== 'approved' && line.state !== 'settled') {
    throw conflict('timesheet.not-approved', 'Only an approved line is corrected; change an open one instead.', {
      rule: 'TS-7',
    });
  }
  if (minutes === 0) throw invalidField('timesheet.minutes-zero', 'minutes', 'must not be 0', 'TS-7');
  if (line.minutes + corrected + minutes < 0) {
    throw invalidField(
      'timesheet.correction-too-large',
      'minutes',
      `must not take more than ${line.minutes + corrected}`,
      'TS-7',
    );
  }
}
