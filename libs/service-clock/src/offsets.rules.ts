import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which the wall clock runs evenly: it shows UTC plus `offset`. In seconds since 1970. */
export interface OffsetStretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** CS-7. Cuts [from, to) wherever the clocks of the zone change: an hour, half an hour, or a whole day. */
export function offsetStretches(timeZone: string, from: number, to: number): OffsetStretch[] {
  const stretches: OffsetStretch[] = [];
  let moment = Temporal.Instant.fromEpochMilliseconds(from * 1000).toZonedDateTimeISO(timeZone);
  for (let start = from; start < to;) {
    const offset = moment.offsetNanoseconds / 1e9;
    const change = moment.getTimeZoneTransition('next');
    const end = change ? Math.min(to, change.epochMilliseconds / 1000) : to;
    stretches.push({ from: start, to: end, offset });
    if (change) moment = change;
    start = end;
  }
  return stretches;
}
