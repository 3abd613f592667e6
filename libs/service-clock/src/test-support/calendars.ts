import fc from 'fast-check';
import type { ClockEvent, ServiceCalendar, ServiceClock, ServiceHours } from '../index.js';

export const utc = (text: string): Date => new Date(text);
export const later = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);
export const iso = (instant: Date | null): string | null => instant && instant.toISOString().replace('.000Z', 'Z');

/** 9 to 17 on working days in Berlin. */
export const officeHours: ServiceCalendar = {
  timeZone: 'Europe/Berlin',
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
  holidays: [],
};
export const aCalendar = (changes: Partial<ServiceCalendar>): ServiceCalendar => ({ ...officeHours, ...changes });
export const aClock = (changes: Partial<ServiceClock> & { started: string }): ServiceClock => {
  const { started, ...rest } = changes;
  return {
    calendar: officeHours,
    targetSeconds: 3600,
    events: [{ kind: 'started', at: utc(started) }],
    ...rest,
  };
};

/** Days on which something happens to the clocks, by zone, and what. */
const oddDays: readonly (readonly [zone: string, day: string])[] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'], // half an hour back
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Africa/Cairo', '2026-04-24'], // at midnight
  ['America/Havana', '2026-11-01'],
  ['Africa/Cairo', '2026-10-30'], // 24:00 is 23:00 again: the day before comes back
  ['Asia/Kathmandu', '2026-01-01'], // +05:45
  ['Pacific/Apia', '2011-12-30'], // a day that wasn't
  ['Africa/Casablanca', '2026-02-15'], // Ramadan begins
  ['Africa/Casablanca', '2026-03-22'],
  ['UTC', '2024-02-29'],
];

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const anyHours: fc.Arbitrary<ServiceHours> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    fc.integer({ min: 0, max: 1439 }),
    fc.integer({ min: 0, max: 1440 }),
  )
  .map(([days, a, b]) => ({ days, from: timeOf(Math.min(a, b)), to: timeOf(Math.max(a, b) + (a === b ? 1 : 0)) }));

export interface Situation {
  calendar: ServiceCalendar;
  /** Not far from the odd day. */
  from: Date;
}

/** A calendar with any hours and holidays, and an instant near a day on which clocks do odd things. */
export const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    odd: fc.constantFrom(...oddDays),
    hours: fc.oneof(
      { weight: 1, arbitrary: fc.constant([{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]) },
      { weight: 4, arbitrary: fc.array(anyHours, { minLength: 1, maxLength: 4 }) },
    ),
    holidays: fc.array(fc.integer({ min: -4, max: 6 }), { maxLength: 3 }),
    lead: fc.integer({ min: -60 * 3600, max: 60 * 3600 }),
  })
  .map(({ odd: [timeZone, day], hours, holidays, lead }) => {
    const noon = utc(`${day}T12:00:00Z`);
    const dayAt = (days: number): string =>
      later(noon, days * 86_400)
        .toISOString()
        .slice(0, 10);
    return { calendar: { timeZone, hours, holidays: holidays.map(dayAt) }, from: later(noon, lead) };
  });

export const anyLength: fc.Arbitrary<number> = fc.integer({ min: 0, max: 4 * 86_400 });

/** A clock that went through any lawful life, and an instant after its last event. */
export const anyClock: fc.Arbitrary<{ clock: ServiceClock; at: Date }> = fc
  .record({
    situation: anySituation,
    targetSeconds: fc.integer({ min: 1, max: 3 * 86_400 }),
    steps: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 30 * 3600 })), { maxLength: 7 }),
    rest: anyLength,
  })
  .map(({ situation: { calendar, from }, targetSeconds, steps, rest }) => {
    const events: ClockEvent[] = [{ kind: 'started', at: from }];
    for (const [first, seconds] of steps) {
      const { kind, at } = events.at(-1)!;
      events.push({ kind: after[kind][first ? 0 : 1], at: later(at, seconds) });
    }
    return { clock: { calendar, targetSeconds, events }, at: later(events.at(-1)!.at, rest) };
  });
const after = {
  started: ['waiting', 'stopped'],
  resumed: ['waiting', 'stopped'],
  reopened: ['waiting', 'stopped'],
  waiting: ['resumed', 'stopped'],
  stopped: ['reopened', 'reopened'],
} as const;
