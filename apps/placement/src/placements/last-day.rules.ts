import { invalidField } from '#libs/errors';
import type { Day } from '#libs/time';

/**
 * PL-9. The last day worked when a placement ends: the day asked for, or today; always one of its days, so that one
 * which ends before it begins keeps its first day. Refuses 422 `placement.bad-last-day`.
 */
export function lastDayWorked(
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  today: Day,
  asked: Day | undefined,
): Day {
  if (asked === undefined) return today < startsOn ? startsOn : today > endsOn ? endsOn : today;
  if (startsOn <= asked && asked <= endsOn) return asked;
  throw invalidField('placement.bad-last-day', 'endsOn', `must be a day from ${startsOn} to ${endsOn}`, 'PL-9');
}
