import { dueAt, type ServiceClock } from '#libs/service-clock';

/** What a clock comes to if nothing changes; `warnAt` as many as warnings, or none when it takes too long to say. */
export interface Plan {
  dueAt: Date | null;
  warnAt: Date[];
}

export interface Planned extends Plan {
  /** Service seconds, ascending, each below the target. */
  warnings: readonly number[];
  warnedSeconds: number | null;
  breachedAt: Date | null;
}

/**
 * CS-7. The seconds at which a promise warns: parts of the target in percent, and others given in seconds. An hour at 50
 * and 80 %: 1800 and 2880. What isn't before the breach is none.
 */
export const warningsOf = (targetSeconds: number, percent: readonly number[], seconds: readonly number[]): number[] =>
  [...new Set([...percent.map((part) => Math.round((targetSeconds * part) / 100)), ...seconds])]
    .filter((second) => second > 0 && second < targetSeconds)
    .sort((a, b) => a - b);

/** CS-7. When a clock will have counted each of `warnings`, and its target. */
export function planOf(clock: ServiceClock, warnings: readonly number[]): Plan {
  const due = dueAt(clock);
  const warnAt = warnings.map((seconds) => dueAt({ ...clock, targetSeconds: seconds }));
  return { dueAt: due, warnAt: warnAt.filter((at) => at !== null) };
}

/** CS-7. The next notice of a running clock: the first warning not given yet, else the breach; null after it. */
export function nextNotice(planned: Planned): { kind: 'warn' | 'breach'; at: Date } | null {
  const { warnings, warnAt, warnedSeconds, dueAt: due, breachedAt } = planned;
  if (breachedAt || !due) return null;
  const next = warnings.findIndex((seconds) => seconds > (warnedSeconds ?? 0));
  const at = next < 0 ? undefined : warnAt[next];
  return at ? { kind: 'warn', at } : { kind: 'breach', at: due };
}

/**
 * CS-7. The warning to give at `at`: of those whose time has come the last, so that after an outage there is one and not
 * three; null when the promise is broken already or it was given.
 */
export function warningAt({ warnings, warnAt, warnedSeconds, dueAt: due }: Planned, at: Date): number | null {
  if (due && due <= at) return null;
  const passed = warnings[warnAt.findLastIndex((warning) => warning <= at)] ?? 0;
  return passed > (warnedSeconds ?? 0) ? passed : null;
}

/** CS-7. A warning as a part of the target, in whole percent: 7200 of 10800 s is 67. */
export const percentOf = (seconds: number, targetSeconds: number): number =>
  Math.round((seconds * 100) / targetSeconds);

/** Noticed more than a minute after it happened. */
export const isLate = (happened: Date, noticed: Date): boolean => noticed.getTime() - happened.getTime() > 60_000;
