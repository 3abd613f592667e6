import { addDays, addMonths, type Day, dayOf, instantOf, isWorkingDay, monthOf } from '#libs/time';

const hour = '06:00';

export const lastDayOf = (month: Day): Day => addDays(addMonths(month, 1), -1);

/** QN-12. When the report of a month is drafted: at six on the first working day after it, where the client is. */
export function draftedAt(month: Day, zone: string): Date {
  let day = addMonths(month, 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return instantOf(day, hour, zone);
}

/** The next instant after `now` at which a report is drafted, which may still be that of last month. */
export function nextDraft(now: Date, zone: string): Date {
  const month = monthOf(dayOf(now, zone));
  const last = draftedAt(addMonths(month, -1), zone);
  return last > now ? last : draftedAt(month, zone);
}

/** The month a draft made at `at` is about. */
export const reportedMonth = (at: Date, zone: string): Day => addMonths(monthOf(dayOf(at, zone)), -1);
