import { invalid } from '#libs/errors';
import { begunMinutes } from './instants.rules.js';
import type { Moment } from './presence.rules.js';
import type { FactKind, ShiftBreak, ShiftFacts } from './shift.types.js';
import { minutesOver } from './attendance.rules.js';

/** What is noted of presence, before it has an id. */
export interface Fact {
  kind: FactKind;
  at: Date;
  minutes: number | null;
  words: string;
}

const wallClocks = new Map<string, Intl.DateTimeFormat>();
function wallClock(zone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(zone);
  const clock = known ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  if (!known) wallClocks.set(zone, clock);
  return clock;
}
const noAccusation = 'This is a fact for a conversation, not an accusation.';
const minutesLong = (n: number): string => `${n} ${n === 1 ? 'minute' : 'minutes'}`;

type Timed = Pick<ShiftFacts, 'startsAt' | 'endsAt'> & { timeZone: string };

/** CS-1 to CS-3. What a moment leaves behind for a conversation; most leave nothing. */
export function factOf(shift: Timed & Pick<ShiftFacts, 'updates'>, moment: Moment): Fact | null {
  const time = (at: Date): string => wallClock(shift.timeZone).format(at);
  switch (moment.kind) {
    case 'no-show': {
      const words = `Nobody came to the shift from ${time(shift.startsAt)} to ${time(shift.endsAt)} by ${time(moment.at)}.`;
      return { kind: 'no-show', at: moment.at, minutes: null, words: `${words} ${noAccusation}` };
    }
    case 'missed': {
      const dueAt = shift.updates.find(({ id }) => id === moment.updateId)!.dueAt;
      const words = `No status for the hour to ${time(dueAt)}. It is never a strike and never conduct.`;
      return { kind: 'missed-update', at: dueAt, minutes: null, words };
    }
    case 'silence': {
      const words = `No sign from ${time(moment.since)} to ${time(moment.at)}. ${noAccusation}`;
      return { kind: 'silence', at: moment.at, minutes: begunMinutes(moment.since, moment.at), words };
    }
    default:
      return null;
  }
}

/** CS-1. An arrival beyond the tolerance. */
export const lateArrival = ({ timeZone }: Timed, at: Date, minutes: number): Fact => ({
  kind: 'late',
  at,
  minutes,
  words: `Came at ${wallClock(timeZone).format(at)}, ${minutesLong(minutes)} after show-time. ${noAccusation}`,
});

/** CS-3. A return after the time that was told; null when it was in time. */
export function lateReturn({ timeZone }: Timed, taken: ShiftBreak): Fact | null {
  const minutes = minutesOver(taken);
  if (!minutes || !taken.endedAt) return null;
  const told = wallClock(timeZone).format(taken.expectedBackAt);
  const words = `Back from a break ${minutesLong(minutes)} after ${told}, the time told. ${noAccusation}`;
  return { kind: 'late-break', at: taken.endedAt, minutes, words };
}

/**
 * CS-2, CS-3, PL-14. A fact of presence is talked about, and nothing else: 422 `communication.never-conduct` for a missed
 * update or silence, in so many words; 422 `communication.conduct-elsewhere` for the others.
 */
export function checkUse(kind: FactKind, use: 'conversation' | 'conduct' | 'strike'): void {
  if (use === 'conversation') return;
  const errors = [{ field: 'use', message: 'must be conversation' }];
  if (kind === 'missed-update' || kind === 'silence') {
    const what = kind === 'silence' ? 'Silence in a shift' : 'A missed update';
    throw invalid(
      'communication.never-conduct',
      `${what} is never a strike and never conduct: it is for a conversation only.`,
      { rule: kind === 'silence' ? 'CS-3' : 'CS-2', errors },
    );
  }
  throw invalid(
    'communication.conduct-elsewhere',
    'What is noted here is for a conversation. Conduct is opened by a person in its own record, where the expert may answer and appeal (PL-14).',
    { rule: 'PL-14', errors },
  );
}
