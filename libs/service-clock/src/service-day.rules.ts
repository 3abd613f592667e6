import { addDays, type Day } from '#libs/time';
import { dayNumber, type ServiceCalendar } from './calendar.rules.js';
import { toDate } from './seconds.rules.js';
import { timelineOf } from './timeline.rules.js';
import { daySeconds } from './week.rules.js';

/** One date of a calendar, as a person sees it before agreeing to it. */
export interface ServiceDay {
  day: Day;
  holiday: boolean;
  /** In order, not touching; `to` is excluded. */
  hours: { from: Date; to: Date }[];
  /** Of service, in all. */
  seconds: number;
}

/** CS-7. When there is service on one date of the calendar's zone; none on a date that the zone left out. */
export function serviceDay(calendar: ServiceCalendar, day: Day): ServiceDay {
  const timeline = timelineOf(calendar);
  const number = dayNumber(day);
  const spans: { from: number; to: number }[] = [];
  // No zone is a whole day from UTC, and a day may come in two pieces when the clocks go back over midnight.
  for (const { from, to, offset } of timeline.offsets((number - 1) * daySeconds, (number + 2) * daySeconds)) {
    const midnight = number * daySeconds - offset;
    for (const piece of timeline.pieces(Math.max(from, midnight), Math.min(to, midnight + daySeconds))) {
      if (piece.label !== 'counted') continue;
      const last = spans.at(-1);
      if (last?.to === piece.from) last.to = piece.to;
      else spans.push({ from: piece.from, to: piece.to });
    }
  }
  return {
    day,
    holiday: calendar.holidays.includes(day),
    hours: spans.map(({ from, to }) => ({ from: toDate(from), to: toDate(to) })),
    seconds: spans.reduce((sum, { from, to }) => sum + to - from, 0),
  };
}

/** CS-7. A preview: each date from `from` to `until`, inclusive. */
export function serviceDays(calendar: ServiceCalendar, from: Day, until: Day): ServiceDay[] {
  const days: ServiceDay[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(serviceDay(calendar, day));
  return days;
}
