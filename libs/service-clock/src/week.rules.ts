import { dayNumber, type ServiceCalendar, wallSeconds } from './calendar.rules.js';

export const daySeconds = 86_400;

/** What a calendar says of an instant: it counts, or why not. A holiday is one for its whole day. */
export type CalendarLabel = 'counted' | 'outside-hours' | 'holiday';
/** Part of a day on the wall clock, in seconds after midnight; `to` is excluded. */
export interface DayPart {
  readonly from: number;
  readonly to: number;
  readonly label: CalendarLabel;
}
/** The parts of any day, by its number since 1970-01-01: in order, touching, together the whole day. */
export type DayParts = (day: number) => readonly DayPart[];

const holiday: readonly DayPart[] = [{ from: 0, to: daySeconds, label: 'holiday' }];

/** CS-7. A calendar as the parts of each day: hours merged where they overlap or touch, holidays looked up. */
export function dayPartsOf({ hours, holidays }: ServiceCalendar): DayParts {
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) =>
    partsOf(
      hours
        .filter(({ days }) => days.includes(weekday))
        .map(({ from, to }) => ({ from: wallSeconds(from), to: wallSeconds(to) })),
    ),
  );
  const free = new Set(holidays.map(dayNumber));
  return (day) => (free.has(day) ? holiday : week[weekdayIndex(day)]!);
}

/** 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
const weekdayIndex = (day: number): number => (((day + 3) % 7) + 7) % 7;

function partsOf(hours: readonly { from: number; to: number }[]): DayPart[] {
  const parts: DayPart[] = [];
  let end = 0;
  const fill = (to: number, label: CalendarLabel): void => {
    if (to <= end) return;
    const last = parts.at(-1);
    if (last?.label === label) parts[parts.length - 1] = { ...last, to };
    else parts.push({ from: end, to, label });
    end = to;
  };
  for (const { from, to } of hours.toSorted((a, b) => a.from - b.from)) {
    fill(from, 'outside-hours');
    fill(to, 'counted');
  }
  fill(daySeconds, 'outside-hours');
  return parts;
}
