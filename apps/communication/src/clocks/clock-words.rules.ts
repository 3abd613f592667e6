import type { Stretch } from '#libs/service-clock';
import type { ClockKind, ClockState } from './clock.entity.js';

export interface Told {
  kind: ClockKind;
  state: ClockState;
  targetSeconds: number;
  aroundTheClock: boolean;
  countedSeconds: number;
  timeZone: string;
  startedAt: Date;
  dueAt: Date | null;
  breachedAt: Date | null;
  stretches: readonly Stretch[];
}

const promises: Record<ClockKind, string> = {
  'first-answer': 'A first answer',
  'next-answer': 'The next answer',
  'promised-update': 'The next update',
  fix: 'A fix',
  mistake: 'Word of the mistake',
};
const what: Record<Stretch['label'], string> = {
  counted: 'counted',
  'outside-hours': 'outside service hours',
  holiday: 'a holiday',
  'waiting-for-client': 'waiting for the client',
  stopped: 'stopped',
};

/**
 * CS-7. A clock in plain English: what was promised, each stretch with what it was, how it stands. "A first answer is
 * promised within 1 hour of service time. It began on Friday 6 March 2026 at 16:30 (Europe/Berlin). …"
 */
export function wordsOf(clock: Told): string {
  const { kind, targetSeconds, aroundTheClock, countedSeconds, timeZone, startedAt, stretches } = clock;
  const on = (at: Date): string => moment(at, timeZone);
  const sentences = [
    `${promises[kind]} is promised within ${duration(targetSeconds)}${aroundTheClock ? ', at any hour' : ' of service time'}.`,
    `It began on ${on(startedAt)} (${timeZone}).`,
    ...stretches.map(({ to, seconds, label }) => `Until ${on(to)}: ${duration(seconds)} ${what[label]}.`),
    `Together ${duration(countedSeconds)} counted of ${duration(targetSeconds)}.`,
    standing(clock, on),
  ];
  return sentences.join(' ');
}

function standing({ state, dueAt, breachedAt }: Told, on: (at: Date) => string): string {
  if (breachedAt) return `The promise was broken on ${on(breachedAt)}.`;
  if (state === 'stopped') return 'It stopped before the promise was broken.';
  if (state === 'waiting') return 'It waits for the client.';
  return dueAt ? `If nothing changes, the promise is broken on ${on(dueAt)}.` : 'It will not run out in ten years.';
}

/** `2 hours 30 minutes`, `1 day`, `5 seconds`. */
export function duration(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor((seconds % 86_400) / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ];
  const said = parts.filter(([count]) => count).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return said.join(' ') || 'no time';
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** `Friday 6 March 2026 at 16:30`, with the seconds where there are some. */
function moment(at: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { ...fields, timeZone });
  formats.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const seconds = part.second === '00' ? '' : `:${part.second}`;
  return `${part.weekday} ${part.day} ${part.month} ${part.year} at ${part.hour}:${part.minute}${seconds}`;
}
const fields: Intl.DateTimeFormatOptions = {
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};
