import { invalid } from '#libs/errors';
import { instantOf } from '#libs/time';

export interface WallTime {
  /** `YYYY-MM-DD` */
  day: string;
  /** `HH:mm:ss` */
  time: string;
}

export interface Interval {
  startedAt: Date;
  endedAt: Date;
}

const tolerance = 3600;

/**
 * TS-5. The instants of a start and an end that a tool wrote as time on the wall. Where the clocks were put back both
 * may have happened twice: the pair whose length is nearest to `seconds`, the duration the tool counted, is right;
 * without one, the earlier. Throws invalid `timesheet.import-skipped-hour` for a time the clocks jumped over,
 * `timesheet.import-ends-before-start`, and `timesheet.import-duration-mismatch` when the length is an hour or more
 * off: reports may round durations, by less than that.
 */
export function resolveInterval(start: WallTime, end: WallTime, timeZone: string, seconds?: number): Interval {
  const ends = instantsOf(end, timeZone);
  const intervals = instantsOf(start, timeZone)
    .flatMap((startedAt) => ends.map((endedAt) => ({ startedAt, endedAt })))
    .filter(({ startedAt, endedAt }) => endedAt > startedAt);
  const off = (interval: Interval) => (seconds === undefined ? 0 : Math.abs(secondsIn(interval) - seconds));
  const [nearest] = intervals.toSorted((a, b) => off(a) - off(b));
  if (!nearest) throw invalid('timesheet.import-ends-before-start', 'The end is not after the start.');
  if (off(nearest) >= tolerance) {
    throw invalid('timesheet.import-duration-mismatch', 'The duration differs from start and end by an hour or more.');
  }
  return nearest;
}

export const secondsIn = ({ startedAt, endedAt }: Interval): number => (endedAt.getTime() - startedAt.getTime()) / 1000;

/** Every instant at which the wall shows this time: one, or two where the clocks were put back. */
function instantsOf({ day, time }: WallTime, timeZone: string): Date[] {
  const earlier = instantOf(day, time, timeZone, 'earlier');
  const later = instantOf(day, time, timeZone, 'later');
  if (earlier.getTime() === later.getTime()) return [earlier];
  // Going on by the gap is the later instant, taking the first of two is the earlier one: so `compatible` tells them apart.
  if (instantOf(day, time, timeZone, 'compatible').getTime() === later.getTime()) {
    throw invalid(
      'timesheet.import-skipped-hour',
      `${day} ${time} never was in ${timeZone}: the clocks jumped over it.`,
    );
  }
  return [earlier, later];
}
