import { conflict, invalid, invalidField } from '#libs/errors';
import { addDays, type Day, minutesBetween, splitByDay, startOfDay } from '#libs/time';

/** Minutes of one day, with the stretch of time they were worked in when that is known. */
export interface DayOfWork {
  day: Day;
  minutes: number;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** Hours as they are reported: a day with minutes, or a start with an end (RFC 3339). */
export interface Hours {
  day?: Day | undefined;
  minutes?: number | undefined;
  startedAt?: string | undefined;
  endedAt?: string | undefined;
}

const dayMs = 24 * 3_600_000;
const refusal = (code: string, field: string, message: string) =>
  invalidField(`timesheet.${code}`, field, message, 'TS-4');

/** TS-4. Hours are whole minutes, more than zero and not in the future; `today` in the zone of the placement. */
export function checkMinutes(minutes: number, day: Day, today: Day): void {
  if (!Number.isInteger(minutes)) throw refusal('not-whole-minutes', 'minutes', 'must be a whole number');
  if (minutes <= 0) throw refusal('minutes-not-positive', 'minutes', 'must be more than 0');
  if (day > today) throw refusal('in-the-future', 'day', `must not be after ${today}`);
}

const isWholeMinute = (instant: Date): boolean => instant.getTime() % 60_000 === 0;

/** TS-4. A stretch of time ends after it starts, within 24 hours, and is over by now. */
export function checkSpan(startedAt: Date, endedAt: Date, now: Date): void {
  if (endedAt <= startedAt) throw refusal('minutes-not-positive', 'endedAt', 'must be after startedAt');
  if (endedAt > now) throw refusal('in-the-future', 'endedAt', 'must not be in the future');
  if (endedAt.getTime() - startedAt.getTime() > dayMs) {
    throw refusal('too-long', 'endedAt', 'must be within 24 hours of startedAt');
  }
}

/**
 * TS-4. A stretch of whole minutes, as days. 09:00 to 17:30 are 510 minutes; across midnight it is a day's part each:
 * `2026-03-28T22:00Z` to `2026-03-29T02:00Z` in Berlin are 60 and 180 minutes, though the clocks skip an hour.
 */
export function daysOfSpan(startedAt: Date, endedAt: Date, zone: string, now: Date): DayOfWork[] {
  if (!isWholeMinute(startedAt)) throw refusal('not-whole-minutes', 'startedAt', 'must be a whole minute');
  if (!isWholeMinute(endedAt)) throw refusal('not-whole-minutes', 'endedAt', 'must be a whole minute');
  checkSpan(startedAt, endedAt, now);
  return splitByDay(startedAt, endedAt, zone).map(({ day, start, end, minutes }) => ({
    day,
    minutes,
    startedAt: start,
    endedAt: end,
  }));
}

/** TS-4. What was reported, as days of the placement's zone: one, or two across midnight. */
export function daysOf({ day, minutes, startedAt, endedAt }: Hours, zone: string, now: Date): DayOfWork[] {
  if (startedAt && endedAt) return daysOfSpan(new Date(startedAt), new Date(endedAt), zone, now);
  if (day && minutes !== undefined) return [{ day, minutes, startedAt: null, endedAt: null }];
  throw invalid('timesheet.hours-incomplete', 'Give a day with minutes, or a start with an end.', { rule: 'TS-4' });
}

/**
 * TS-4. What a line becomes: a change of `day` or `minutes` makes it a day's minutes, one of start or end a stretch of
 * time within one day. Without any of them it stays as it is, to the second.
 */
export function changedHours(line: DayOfWork, change: Hours, zone: string, now: Date): DayOfWork {
  const { day, minutes, startedAt, endedAt } = line;
  const byDay = change.day !== undefined || change.minutes !== undefined;
  const bySpan = change.startedAt !== undefined || change.endedAt !== undefined;
  if (byDay && bySpan) {
    throw invalid('timesheet.two-kinds-of-hours', 'Give a day with minutes, or a start with an end, not both.', {
      rule: 'TS-4',
    });
  }
  if (byDay) return { day: change.day ?? day, minutes: change.minutes ?? minutes, startedAt: null, endedAt: null };
  if (!bySpan) return { day, minutes, startedAt, endedAt };
  const span = { startedAt: startedAt?.toISOString(), endedAt: endedAt?.toISOString(), ...change };
  const [first, ...more] = daysOf(span, zone, now);
  if (first && more.length === 0) return first;
  throw invalid('timesheet.over-midnight', 'An entry lies within one day: record the part after midnight on its own.', {
    rule: 'TS-4',
    errors: [{ field: 'endedAt', message: 'must be on the same day as startedAt' }],
  });
}

/** TS-4. Minutes a day really has: 1,380 in Berlin on 2026-03-29, 1,500 in New York on 2026-11-01. */
export const lengthOfDay = (day: Day, zone: string): number =>
  minutesBetween(startOfDay(day, zone), startOfDay(addDays(day, 1), zone));

/** TS-4. All entries of an expert's day, on all boards, fit into it. */
export function checkDayTotal(total: number, day: Day, zone: string): void {
  const length = lengthOfDay(day, zone);
  if (total > length) throw refusal('day-too-long', 'minutes', `make ${total} on ${day}, which has ${length}`);
}

/** TS-4, TS-7. Hours enter and leave only a week that is open or returned. */
export function checkWeekOpen(state: string, week: Day): void {
  if (state === 'open' || state === 'returned') return;
  throw conflict('timesheet.week-locked', `The week of ${week} is ${state}: its lines can't change any more.`, {
    rule: 'TS-7',
    facts: { state, week },
  });
}

/** TS-7. In a returned week only the lines that were sent back change. */
export function checkLineOpen(state: string): void {
  if (state === 'open') return;
  throw conflict('timesheet.line-locked', `The line is ${state} and can't change any more: correct it instead.`, {
    rule: 'TS-7',
    facts: { state },
  });
}
