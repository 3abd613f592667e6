import { addDays, type Day } from '#libs/time';

/** In the morning, in UTC. */
const hour = 'T08:00:00.000Z';

/**
 * PM-4. When the next reminder of an invoice goes out: the first of its days after `after`, or none. Due on 31 March and
 * reminded 3 days before and 7 after: on 28 March, then on 7 April. Days that went by while nobody could remind are one
 * reminder, not several.
 */
export function nextReminder(dueOn: Day, days: readonly number[], after: Date): Date | undefined {
  const times = days.map((each) => new Date(addDays(dueOn, each) + hour).getTime());
  const next = Math.min(...times.filter((time) => time > after.getTime()));
  return Number.isFinite(next) ? new Date(next) : undefined;
}

/** Whole days from the due date to `today`: negative before it. */
export const daysOverdue = (dueOn: Day, today: Day): number =>
  Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000);
