import { type FieldError, invalid } from '#libs/errors';
import { type Day, isZone } from '#libs/time';

/** The same hours on some days of the week: `{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }`. */
export interface ServiceHours {
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  /** `HH:mm` on the wall clock of the calendar's zone. */
  readonly from: string;
  /** `HH:mm`, later than `from`; `24:00` is the end of the day. */
  readonly to: string;
}

/**
 * CS-7. When promises are kept. An instant is service time if, and only if, the wall clock in `timeZone` shows a day of
 * the week and a time within the hours, on a date that is no holiday. So an hour that the clocks repeat counts twice
 * when it is within the hours, and one that they skip isn't there. Never changed in place: a change is a new calendar.
 */
export interface ServiceCalendar {
  /** A name of the IANA database, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** Several a day are possible; where they overlap, time counts once. */
  readonly hours: readonly ServiceHours[];
  /** Days in `timeZone` without service. */
  readonly holidays: readonly Day[];
}

/** CS-7. Round the clock: a promise in plain hours, such as PM-5. */
export const allHours: ServiceCalendar = {
  timeZone: 'UTC',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
  holidays: [],
};

const daySeconds = 86_400;
const isTime = (time: string): boolean => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time);
const isWeekday = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 7;

/** `HH:mm` as seconds after midnight on the wall clock. */
export const wallSeconds = (time: string): number => Number(time.slice(0, 2)) * 3600 + Number(time.slice(3)) * 60;

/** A day as its number since 1970-01-01; NaN when there is no such day. */
export function dayNumber(day: Day): number {
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(`${day}T`);
  return exists ? midnight.getTime() / 1000 / daySeconds : Number.NaN;
}

/**
 * CS-7. Refuses a calendar that cannot be kept, with invalid `service-clock.bad-calendar` and each field that is wrong.
 * `at` is where the calendar stands in the request: `assertCalendar(calendar, 'terms.serviceHours.')`.
 */
export function assertCalendar(calendar: ServiceCalendar, at = ''): void {
  const errors = [...zoneErrors(calendar), ...hoursErrors(calendar), ...holidayErrors(calendar)].map(
    ({ field, message }) => ({ field: at + field, message }),
  );
  if (!errors.length) return;
  throw invalid(
    'service-clock.bad-calendar',
    `These service hours cannot be kept: ${errors.map(({ field, message }) => `${field} ${message}`).join('; ')}.`,
    { rule: 'CS-7', errors },
  );
}

const zoneErrors = ({ timeZone }: ServiceCalendar): FieldError[] =>
  isZone(timeZone) ? [] : [{ field: 'timeZone', message: 'must name a time zone, such as Europe/Berlin' }];

function hoursErrors({ hours }: ServiceCalendar): FieldError[] {
  if (!hours.length) return [{ field: 'hours', message: 'must not be empty' }];
  return hours.flatMap(({ days, from, to }, index) => {
    const errors: FieldError[] = [];
    const wrong = (field: string, message: string) => errors.push({ field: `hours.${index}.${field}`, message });
    if (!days.length) wrong('days', 'must not be empty');
    days.forEach((day, place) => {
      if (!isWeekday(day)) wrong(`days.${place}`, 'must be 1 (Monday) to 7 (Sunday)');
    });
    if (!isTime(from)) wrong('from', 'must be a time, HH:mm');
    if (!isTime(to)) wrong('to', 'must be a time, HH:mm, at most 24:00');
    else if (isTime(from) && from >= to) wrong('to', 'must be later than from');
    return errors;
  });
}

const holidayErrors = ({ holidays }: ServiceCalendar): FieldError[] =>
  holidays.flatMap((day, index) =>
    Number.isNaN(dayNumber(day)) ? [{ field: `holidays.${index}`, message: 'must be a day, YYYY-MM-DD' }] : [],
  );
