import { nextServiceStart, type ServiceCalendar } from '#libs/service-clock';
import { addDays, dayOf, instantOf } from '#libs/time';
import type { Choice } from '../preferences/preferences.rules.js';

/** What happens to a notice now. */
export type Delivery = Hold | { state: 'digest'; notBefore: Date } | { state: 'skipped'; reason: string };
export type Hold = { state: 'queued'; notBefore: null } | { state: 'held'; notBefore: Date };

export interface ToDeliver {
  topic: keyof Choice['topics'];
  urgent: boolean;
  atOnce: boolean;
  /** A file for the calendar doesn't fit into a digest. */
  hasFile: boolean;
}

const atOnce: Hold = { state: 'queued', notBefore: null };

/**
 * NT-1. What a person switched off is skipped, what it wants once a day waits for its digest; the rest goes out in
 * working hours. A breach passes all of that (CS-7). A notice of Friday 18:00, hours from 9 to 17 on working days, is held
 * until Monday 9:00.
 */
export function deliveryOf(
  notice: ToDeliver,
  choice: Choice,
  calendars: readonly ServiceCalendar[],
  now: Date,
): Delivery {
  if (notice.urgent) return atOnce;
  const wish = choice.topics[notice.topic] ?? 'at-once';
  if (wish === 'off') return { state: 'skipped', reason: `The recipient switched the topic ${notice.topic} off.` };
  if (wish === 'digest' && !notice.hasFile) return { state: 'digest', notBefore: nextDigest(choice, now) };
  return notice.atOnce ? atOnce : heldUntil(calendars, now);
}

/** CS-7. Now when any of the calendars counts now, else when the first of them begins; now where none ever does. */
export function heldUntil(calendars: readonly ServiceCalendar[], now: Date): Hold {
  const starts = calendars.flatMap((calendar) => nextServiceStart(calendar, now) ?? []);
  const first = starts.length ? new Date(Math.min(...starts.map(Number))) : now;
  return first > now ? { state: 'held', notBefore: first } : atOnce;
}

/** NT-1. The next time, later than `now`, at which the clock on the person's wall shows `digestAt`. */
export function nextDigest({ digestAt, timeZone }: Pick<Choice, 'digestAt' | 'timeZone'>, now: Date): Date {
  const today = dayOf(now, timeZone);
  const at = instantOf(today, digestAt, timeZone);
  return at > now ? at : instantOf(addDays(today, 1), digestAt, timeZone);
}
