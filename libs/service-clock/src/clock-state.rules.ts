import { asKnownAt, type ClockPhase, type Phase, phasesOf, type ServiceClock } from './clock-events.rules.js';
import { secondOf, toDate } from './seconds.rules.js';
import { addServiceTime } from './service-time.rules.js';
import { timelineOf } from './timeline.rules.js';

export interface ClockState {
  state: ClockPhase;
  countedSeconds: number;
  /** Of the target; negative when it is exceeded. */
  remainingSeconds: number;
  dueAt: Date | null;
  warn50At: Date | null;
  warn80At: Date | null;
  /** The target was reached, at `breachedAt`. */
  breached: boolean;
  breachedAt: Date | null;
}

const running = (clock: ServiceClock): Phase[] => phasesOf(clock).filter(({ phase }) => phase === 'running');

/** CS-7. Service seconds counted from the start until `at`: not while it waits, is stopped, or outside the hours. */
export function countedSeconds(clock: ServiceClock, at: Date): number {
  const now = secondOf(at);
  const timeline = timelineOf(clock.calendar);
  return running(clock).reduce((sum, { from, to }) => {
    const end = Math.min(now, to ?? now);
    return end > from ? sum + timeline.counted(from, end) : sum;
  }, 0);
}

/**
 * CS-7. When `fraction` of the target is reached, or was, if nothing changes: 0.5 and 0.8 are the warnings, 1 the breach.
 * Null while the clock waits or is stopped short of it, and when it takes more than ten years.
 */
export function dueAt(clock: ServiceClock, fraction = 1): Date | null {
  const timeline = timelineOf(clock.calendar);
  let left = Math.round(clock.targetSeconds * fraction);
  for (const { from, to } of running(clock)) {
    const counted = to === null ? Infinity : timeline.counted(from, to);
    if (left <= counted) return addServiceTime(clock.calendar, toDate(from), left);
    left -= counted;
  }
  return null;
}

/** CS-7. All there is to say of a clock at `at`, from the events until then. */
export function clockState(clock: ServiceClock, at: Date): ClockState {
  const known = asKnownAt(clock, at);
  const counted = countedSeconds(known, at);
  const due = dueAt(known);
  const breached = counted >= clock.targetSeconds;
  return {
    state: phasesOf(known).at(-1)!.phase,
    countedSeconds: counted,
    remainingSeconds: clock.targetSeconds - counted,
    ...{ dueAt: due, warn50At: dueAt(known, 0.5), warn80At: dueAt(known, 0.8) },
    ...{ breached, breachedAt: breached ? due : null },
  };
}
