import { addDays, type Day, instantOf } from '#libs/time';

/** In the morning, where the seller is. */
const hour = '08:00';

/**
 * PM-4. When the next reminder of an invoice goes out: the first of its days after `after`, or none. Due on 31 March and
 * reminded 3 days before and 7 after: on 28 March, then on 7 April. Days that went by while nobody could remind are one
 * reminder, not several.
 */
export function nextReminder(
  dueOn: Day,
  days: readonly number[],
  { timeZone, after }: { timeZone: string; after: Date },
): Date | undefined {
  const times = days.map((each) => instantOf(addDays(dueOn, each), hour, timeZone).getTime());
  const next = Math.min(...times.filter((time) => time > after.getTime()));
  return Number.isFinite(next) ? new Date(next) : undefined;
}

/**
 * PM-4. Nobody is reminded of what its own credit pays, which goes to what was due first. A credit of 100.00 covers an
 * invoice over 60.00 after an older one over 40.00, and doesn't after one over 40.01. `openSoFar`: of all due by then.
 */
export const covers = (credit: bigint, openSoFar: bigint): boolean => credit >= openSoFar;

/** Whole days from the due date to `today`: negative before it. */
export const daysOverdue = (dueOn: Day, today: Day): number =>
  Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);
