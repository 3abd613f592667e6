import { addDays, dayOf, instantOf, weekday } from '#libs/time';

/** QN-6. The next such day of the week and time after an instant, UTC. After Monday 06:00 itself: the Monday after. */
export function nextEvaluation(after: Date, { day, time }: { day: number; time: string }): Date {
  const today = dayOf(after, 'UTC');
  const at = instantOf(addDays(today, (day - weekday(today) + 7) % 7), time, 'UTC');
  return at > after ? at : new Date(at.getTime() + 7 * 86_400_000);
}
