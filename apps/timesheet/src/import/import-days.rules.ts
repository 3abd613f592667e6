import { splitByDay } from '#libs/time';
import type { DayOfWork } from '../entries/entries.rules.js';
import type { ImportedWork } from './import-row.rules.js';

/**
 * TS-5. An imported row as days of the board. Its minutes are those the tool counted, which rounding may have made more
 * or less than the time from start to end: each day takes the minutes it has, the last one what is left. 23:00 to 00:10
 * counted as 75 minutes is 60 and 15, counted as 45 it is 45 on the first day.
 */
export function daysOfRow(
  { day, minutes, startedAt, endedAt }: Pick<ImportedWork, 'day' | 'minutes' | 'startedAt' | 'endedAt'>,
  zone: string,
): DayOfWork[] {
  if (!startedAt || !endedAt) return [{ day, minutes, startedAt: null, endedAt: null }];
  const parts = splitByDay(startedAt, endedAt, zone);
  const days: DayOfWork[] = [];
  let left = minutes;
  for (const [index, part] of parts.entries()) {
    const taken = index === parts.length - 1 ? left : Math.min(part.minutes, left);
    left -= taken;
    if (taken > 0) days.push({ day: part.day, minutes: taken, startedAt: part.start, endedAt: part.end });
  }
  return days;
}
