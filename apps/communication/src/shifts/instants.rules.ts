const minuteMs = 60_000;

export const plusMinutes = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * minuteMs);
export const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
export const later = (one: Date, other: Date): Date => (one > other ? one : other);

/** Begun minutes from `from` to `to`; 0 when that isn't later: 10 seconds are one minute. */
export const begunMinutes = (from: Date, to: Date): number =>
  Math.max(0, Math.ceil((to.getTime() - from.getTime()) / minuteMs));

/** A deadline was noticed more than a minute after it passed: the service was away. */
export const isNoticedLate = (at: Date, now: Date): boolean => now.getTime() - at.getTime() > minuteMs;
