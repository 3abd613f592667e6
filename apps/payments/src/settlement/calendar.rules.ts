import { addDays, type Day, dayOf, periodOf, startOfDay } from '#libs/time';

/** When settlement happens: periods of each length in use, all counted from one day. */
export interface Calendar {
  anchor: Day;
  /** Days a period lasts, from the contracts; at least one. */
  lengths: readonly number[];
}

export interface SettlementPeriod {
  /** First and last day. */
  start: Day;
  end: Day;
}

/** PM-3. Settlement days begin and end at midnight UTC, wherever the placements are. */
const zone = 'UTC';

/** The instant a period is over and its settlement begins: midnight UTC after its last day. */
export const settlesAt = (end: Day): Date => startOfDay(addDays(end, 1), zone);

/** The last day that is over. */
export const lastDayBefore = (now: Date): Day => addDays(dayOf(now, zone), -1);

/** The next last day of a period, on `day` or later: from the anchor 2026-01-05, 2026-01-18 for any day up to it. */
export const nextEnd = (day: Day, { anchor, lengths }: Calendar): Day =>
  lengths.map((length) => periodOf(day, anchor, length).until).reduce((a, b) => (a < b ? a : b));

/** The newest last day of a period, on `day` or earlier. */
export const lastEnd = (day: Day, { anchor, lengths }: Calendar): Day =>
  lengths
    .map((length) => addDays(periodOf(addDays(day, 1), anchor, length).from, -1))
    .reduce((a, b) => (a > b ? a : b));

/** The period that ends on this day; the longest where several do. */
export function periodEnding(end: Day, { anchor, lengths }: Calendar): SettlementPeriod {
  const starts = lengths
    .map((length) => periodOf(end, anchor, length))
    .filter(({ until }) => until === end)
    .map(({ from }) => from);
  return { start: starts.reduce((a, b) => (a < b ? a : b), end), end };
}

/**
 * PM-3. The end of the period to settle now, when `last` was the one before: periods follow each other without gaps, up
 * to `until`. A network that never settled begins with the newest; older lines join it anyway.
 */
export function nextToSettle(last: Day | null, until: Day, calendar: Calendar): Day | undefined {
  if (last === null) return lastEnd(until, calendar);
  const end = nextEnd(addDays(last, 1), calendar);
  return end <= until ? end : undefined;
}
