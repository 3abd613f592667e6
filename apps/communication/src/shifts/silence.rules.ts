import { afterBreaks } from './breaks.rules.js';
import { plusMinutes } from './instants.rules.js';
import type { ShiftBreak } from './shift.types.js';

/** No sign since `since`; noted at `at`, when the limit was reached. */
export interface Silence {
  since: Date;
  at: Date;
}

export interface Listening {
  from: Date;
  until: Date;
  /** The limit of the terms. */
  silenceMinutes: number;
  signs: readonly Date[];
  breaks: readonly ShiftBreak[];
}

/**
 * CS-3. Undeclared silences, each once: with a limit of 120 minutes and signs at 9:00, 10:00 and 12:30, the one since
 * 10:00 is noted at 12:00. Time in a declared break doesn't count; a break begins and ends with a sign. Whether a sign
 * after the limit was known already when it was reached makes no difference.
 */
export function silences({ from, until, silenceMinutes, signs, breaks }: Listening): Silence[] {
  const heard = [from, ...signs.filter((sign) => sign > from)];
  return heard.flatMap((sign, n) => {
    const since = afterBreaks(sign, breaks);
    const at = plusMinutes(since, silenceMinutes);
    const next = heard[n + 1];
    return at <= until && (!next || next > at) ? [{ since, at }] : [];
  });
}
