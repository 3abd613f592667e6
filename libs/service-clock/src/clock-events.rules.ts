import { invalid } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { ServiceCalendar } from './calendar.rules.js';
import { secondOf } from './seconds.rules.js';

export type ClockEventKind = 'started' | 'waiting' | 'resumed' | 'stopped' | 'reopened';
export interface ClockEvent {
  readonly kind: ClockEventKind;
  readonly at: Date;
}

/** CS-7. A promise that runs: the calendar and target it started with are its own, whatever changes later. */
export interface ServiceClock {
  readonly calendar: ServiceCalendar;
  /** Service seconds, more than 0. */
  readonly targetSeconds: number;
  /** In order; the first is `started`. */
  readonly events: readonly ClockEvent[];
}

export type ClockPhase = 'running' | 'waiting' | 'stopped';
/** Seconds since 1970; `to` is excluded, null while it lasts. */
export interface Phase {
  phase: ClockPhase;
  from: number;
  to: number | null;
}

/** The one table of a clock's life. */
const life = {
  started: { from: ['new'], to: 'running' },
  waiting: { from: ['running'], to: 'waiting' },
  resumed: { from: ['waiting'], to: 'running' },
  stopped: { from: ['running', 'waiting'], to: 'stopped' },
  reopened: { from: ['stopped'], to: 'running' },
} as const satisfies Transitions<ClockEventKind, ClockPhase | 'new'>;
const order = { code: 'service-clock.wrong-order', table: life, rule: 'CS-7' };
/** How far the clocks of two machines may differ. */
const skewMs = 90_000;

/**
 * CS-7. The event to append. One that is up to 90 s earlier than the last is taken as of the same instant: machines
 * don't agree on the second. Throws conflict `service-clock.wrong-order`, invalid `service-clock.backwards`.
 */
export function nextClockEvent({ events }: Pick<ServiceClock, 'events'>, kind: ClockEventKind, at: Date): ClockEvent {
  const last = events.at(-1);
  transition<ClockEventKind, ClockPhase | 'new'>(order, last ? life[last.kind].to : 'new', kind);
  if (!last || at >= last.at) return { kind, at };
  if (last.at.getTime() - at.getTime() <= skewMs) return { kind, at: last.at };
  throw invalid('service-clock.backwards', `The clock was ${last.kind} later than that.`, {
    rule: 'CS-7',
    facts: { last: last.at.toISOString() },
  });
}

/** CS-7. A clock's life in phases that touch; the last has no end. */
export function phasesOf({ events }: Pick<ServiceClock, 'events'>): Phase[] {
  return events.map(({ kind, at }, index) => {
    const next = events[index + 1];
    return { phase: life[kind].to, from: secondOf(at), to: next ? secondOf(next.at) : null };
  });
}

/** CS-7. The clock as it was known at `at`, at least its start. */
export function asKnownAt(clock: ServiceClock, at: Date): ServiceClock {
  const last = clock.events.at(-1);
  if (!last || last.at <= at) return clock;
  return { ...clock, events: clock.events.filter((event, index) => index === 0 || event.at <= at) };
}
