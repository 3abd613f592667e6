const minute = 60_000;
const pauses = [1, 5, 30, 120, 720].map((minutes) => minutes * minute);

/**
 * NT-1. When a notice is tried again after its attempt number `attempts` (1 is the first) failed: 1 and 5 minutes, half an
 * hour, 2 and 12 hours later; null when that was the last one.
 */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}

/**
 * How long an attempt may take before it counts as lost with its process. Longer than a full batch of timers needs with a
 * server that keeps every connection waiting (500 mails, 4 connections, 20 s each), so that no second attempt begins
 * beside the first.
 */
export const lostAfterMs = 60 * minute;

const lookupPauses = [5_000, minute, 10 * minute, 60 * minute];

/** When a recipient whose account isn't known yet is looked up again; null when it isn't waited for any longer. */
export function nextLookup(lookups: number, now: Date): Date | null {
  const pause = lookupPauses[lookups - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}
