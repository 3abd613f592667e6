import { asKnownAt, type ClockPhase, phasesOf, type ServiceClock } from './clock-events.rules.js';
import { secondOf, toDate } from './seconds.rules.js';
import { timelineOf } from './timeline.rules.js';
import type { CalendarLabel } from './week.rules.js';

export type StretchLabel = CalendarLabel | 'waiting-for-client' | 'stopped';
export interface Stretch {
  from: Date;
  /** Excluded. */
  to: Date;
  label: StretchLabel;
  seconds: number;
}
interface Span {
  from: number;
  to: number;
  label: StretchLabel;
}

const idle: Readonly<Record<Exclude<ClockPhase, 'running'>, StretchLabel>> = {
  waiting: 'waiting-for-client',
  stopped: 'stopped',
};

/**
 * CS-7. A clock explains itself: every stretch from its start to `at`, or to the stop it has not left since, with what
 * it was. The stretches touch, no two neighbours say the same, and their seconds add up to the time that passed; the
 * counted ones to `countedSeconds`. While it waits for the client, that is the reason, whatever the hours.
 */
export function explain(clock: ServiceClock, at: Date): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, to, label } of spans(asKnownAt(clock, at), secondOf(at))) {
    const last = stretches.at(-1);
    if (last?.label === label) {
      last.to = toDate(to);
      last.seconds += to - from;
    } else {
      stretches.push({ from: toDate(from), to: toDate(to), label, seconds: to - from });
    }
  }
  return stretches;
}

function* spans(clock: ServiceClock, now: number): Generator<Span> {
  const timeline = timelineOf(clock.calendar);
  for (const { phase, from, to } of phasesOf(clock)) {
    const end = to ?? (phase === 'stopped' ? from : now);
    if (end <= from) continue;
    if (phase === 'running') yield* timeline.pieces(from, end);
    else yield { from, to: end, label: idle[phase] };
  }
}
