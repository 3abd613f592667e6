import { invalidField } from '#libs/errors';
import { addDays, type Day, dayOf, daysBetween, instantOf, startOfDay, weekOf } from '#libs/time';

/** A moment of the week on the clock on the wall: 1 Monday to 7 Sunday, `HH:mm` up to 24:00. */
export interface WeekMoment {
  weekday: number;
  time: string;
}

/** When contacts are asked, reminded, and no longer heard. */
export interface SendingTimes {
  sending: WeekMoment;
  reminder: WeekMoment;
  closing: WeekMoment;
}

/**
 * QN-1. The instant of a moment of a week, in the client's zone. Thursday 10:00 of the week of 2026-03-23 in Berlin:
 * 9:00 UTC; a week later the clocks have changed: 8:00 UTC.
 */
export function momentOf(week: Day, { weekday, time }: WeekMoment, zone: string): Date {
  const day = addDays(week, weekday - 1);
  return time === '24:00' ? startOfDay(addDays(day, 1), zone) : instantOf(day, time, zone);
}

/**
 * QN-1. The week a client is asked about next: this one if its hour is still to come. A placement that begins on a
 * Friday is asked about on the Thursday after.
 */
export function firstWeek(now: Date, { sending }: SendingTimes, zone: string): Day {
  const week = weekOf(dayOf(now, zone));
  return momentOf(week, sending, zone) >= now ? week : addDays(week, 7);
}

/**
 * QN-1. After an outage nobody is asked about a week that is over, but late about one that still runs: fallen out on
 * Wednesday and back on Friday of the week after, that Friday is for its own week. Answers the first week not closed.
 */
export function openWeek(now: Date, { closing }: SendingTimes, zone: string): Day {
  const week = weekOf(dayOf(now, zone));
  return momentOf(week, closing, zone) > now ? week : addDays(week, 7);
}

/**
 * QN-1. Whether a placement is due again, by weeks: every 14 days is every second week, every 10 days too. Asked about
 * in the week of March 2nd, every 14 days: not due on the 9th, due on the 16th.
 */
export const isDue = (week: Day, lastAsked: Day | null, everyDays: number): boolean =>
  lastAsked === null || daysBetween(lastAsked, week) >= everyDays;

/** QN-1. It is sent, reminded of, closed, in this order. Refuses 422 `quality.policy-order`. */
export function checkOrder({ sending, reminder, closing }: SendingTimes): void {
  const before = (a: WeekMoment, b: WeekMoment): boolean =>
    a.weekday < b.weekday || (a.weekday === b.weekday && a.time < b.time);
  if (!before(sending, reminder)) throw outOfOrder('reminder', 'must be after it is sent');
  if (!before(reminder, closing)) throw outOfOrder('closing', 'must be after the reminder');
}

const outOfOrder = (field: string, message: string) => invalidField('quality.policy-order', field, message, 'QN-1');
