import { Temporal } from 'temporal-polyfill';
import { invalid } from '#libs/errors';

/** A day on a calendar, `YYYY-MM-DD`; which instants it covers depends on the zone. */
export type Day = string;
/** What to do with a local time that a clock change skips or repeats; `compatible` moves on by the gap, takes the first. */
export type Disambiguation = 'reject' | 'compatible' | 'earlier' | 'later';
/** Anchored stretch of days; `until` is the last day, inclusive. */
export interface Period {
  index: number;
  from: Day;
  until: Day;
}
export interface DayPart {
  day: Day;
  start: Date;
  end: Date;
  minutes: number;
}

const minuteMs = 60_000;
const local = (instant: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
const dateOf = (moment: Temporal.ZonedDateTime): Date => new Date(moment.epochMilliseconds);

/** True for a zone of the IANA database, such as `Europe/Berlin`; a bare offset is no zone. */
export function isZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && !!new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
}

/** The day it is at `instant` in `zone`. */
export const dayOf = (instant: Date, zone: string): Day => local(instant, zone).toPlainDate().toString();

/** The first instant of `day` in `zone`: not always midnight, where clocks change at midnight. */
export const startOfDay = (day: Day, zone: string): Date => dateOf(Temporal.PlainDate.from(day).toZonedDateTime(zone));

/**
 * The instant of a local time, `HH:mm` or `HH:mm:ss`. A time that a clock change skips or repeats is decided by
 * `disambiguation`; `reject` throws 422 `time.ambiguous`.
 */
export function instantOf(day: Day, time: string, zone: string, disambiguation: Disambiguation = 'compatible'): Date {
  const moment = Temporal.PlainDateTime.from(`${day}T${time}`);
  try {
    return dateOf(moment.toZonedDateTime(zone, { disambiguation }));
  } catch (error) {
    if (disambiguation !== 'reject' || !isZone(zone)) throw error;
    throw invalid('time.ambiguous', `${day} ${time} does not happen exactly once in ${zone}: the clocks change then.`);
  }
}

/** 1 Monday to 7 Sunday. */
export const weekday = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek;
export const isWorkingDay = (day: Day): boolean => weekday(day) <= 5;
export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString();
/** The same day of the month, or its last one: a month after January 31st is February 28th. */
export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString();
/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
/** The Monday of the week `day` is in (TS-3). */
export const weekOf = (day: Day): Day => addDays(day, 1 - weekday(day));
/** The first day of the month `day` is in: 2026-03-17 is in 2026-03-01. */
export const monthOf = (day: Day): Day => `${day.slice(0, 8)}01`;

/** PM-3. The anchored period of `days` days that `day` is in; the one that starts on `anchor` has index 0. */
export function periodOf(day: Day, anchor: Day, days: number): Period {
  const index = Math.floor(daysBetween(anchor, day) / days);
  const from = addDays(anchor, index * days);
  return { index, from, until: addDays(from, days - 1) };
}

/** PM-3. The settlement fortnight `day` is in. */
export const fortnight = (day: Day, anchor: Day): Period => periodOf(day, anchor, 14);

/** Whole minutes from `start` to `end`, rounded down. */
export const minutesBetween = (start: Date, end: Date): number =>
  Math.floor((end.getTime() - start.getTime()) / minuteMs);

/**
 * TS-4. Cuts a stretch of time at each midnight of `zone`. The parts' minutes sum to `minutesBetween(start, end)`:
 * real minutes, whatever the clocks on the wall do. Empty when `end` isn't after `start`.
 */
export function splitByDay(start: Date, end: Date, zone: string): DayPart[] {
  const parts: DayPart[] = [];
  for (let from = start; from < end;) {
    const day = dayOf(from, zone);
    const midnight = startOfDay(addDays(day, 1), zone);
    const until = midnight < end ? midnight : end;
    parts.push({ day, start: from, end: until, minutes: minutesBetween(start, until) - minutesBetween(start, from) });
    from = until;
  }
  return parts;
}

/** The same local time, `days` working days (Monday to Friday) later. */
export function addWorkingDays(instant: Date, days: number, zone: string): Date {
  const from = local(instant, zone);
  let day = from.toPlainDate().toString();
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return dateOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: from.toPlainTime() }));
}
