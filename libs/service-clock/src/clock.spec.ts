import fc from 'fast-check';
import {
  addServiceTime,
  type ClockEventKind,
  clockState,
  countedSeconds,
  dueAt,
  explain,
  nextClockEvent,
  type ServiceClock,
} from './index.js';
import { aCalendar, aClock, anyClock, anyLength, iso, later, officeHours, utc } from './test-support/calendars.js';
import { oracleLabel } from './test-support/oracle.js';

const told = (clock: ServiceClock, at: string): unknown[][] =>
  explain(clock, utc(at)).map(({ from, to, label, seconds }) => [iso(from), iso(to), label, seconds]);
const shown = (clock: ServiceClock, at: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(clockState(clock, utc(at))).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Date ? iso(value) : value,
    ]),
  );
const then = (clock: ServiceClock, ...steps: [ClockEventKind, string][]): ServiceClock => {
  const events = [...clock.events];
  for (const [kind, at] of steps) events.push(nextClockEvent({ events }, kind, utc(at)));
  return { ...clock, events };
};

const friday = aClock({ started: '2026-03-06T15:30:00Z' });

describe('a clock (CS-7)', () => {
  it('that started on Friday 16:30 with an hour to go ends on Monday 9:30, and says why', () => {
    expect(shown(friday, '2026-03-09T08:30:00Z')).toEqual({
      ...{ state: 'running', countedSeconds: 3600, remainingSeconds: 0, breached: true },
      ...{ dueAt: '2026-03-09T08:30:00Z', breachedAt: '2026-03-09T08:30:00Z' },
      ...{ warn50At: '2026-03-06T16:00:00Z', warn80At: '2026-03-09T08:18:00Z' },
    });
    expect(told(friday, '2026-03-09T08:30:00Z')).toEqual([
      ['2026-03-06T15:30:00Z', '2026-03-06T16:00:00Z', 'counted', 1800],
      ['2026-03-06T16:00:00Z', '2026-03-09T08:00:00Z', 'outside-hours', 64 * 3600],
      ['2026-03-09T08:00:00Z', '2026-03-09T08:30:00Z', 'counted', 1800],
    ]);
  });

  it('over a holiday ends a day later, and says why', () => {
    const clock = { ...friday, calendar: aCalendar({ holidays: ['2026-03-09'] }) };
    expect(iso(dueAt(clock))).toBe('2026-03-10T08:30:00Z');
    expect(told(clock, '2026-03-10T08:30:00Z')).toEqual([
      ['2026-03-06T15:30:00Z', '2026-03-06T16:00:00Z', 'counted', 1800],
      ['2026-03-06T16:00:00Z', '2026-03-08T23:00:00Z', 'outside-hours', 55 * 3600],
      ['2026-03-08T23:00:00Z', '2026-03-09T23:00:00Z', 'holiday', 24 * 3600],
      ['2026-03-09T23:00:00Z', '2026-03-10T08:00:00Z', 'outside-hours', 9 * 3600],
      ['2026-03-10T08:00:00Z', '2026-03-10T08:30:00Z', 'counted', 1800],
    ]);
  });

  it('pauses while it waits for the client, whatever the hours', () => {
    const waiting = then(friday, ['waiting', '2026-03-06T15:45:00Z']);
    expect(shown(waiting, '2026-03-09T12:00:00Z')).toMatchObject({
      ...{ state: 'waiting', countedSeconds: 900, remainingSeconds: 2700, breached: false },
      ...{ dueAt: null, warn50At: null, warn80At: null, breachedAt: null },
    });
    const resumed = then(waiting, ['resumed', '2026-03-09T12:00:00Z']);
    expect(shown(resumed, '2026-03-09T12:30:00Z')).toMatchObject({
      ...{ state: 'running', countedSeconds: 2700, warn50At: '2026-03-09T12:15:00Z', dueAt: '2026-03-09T12:45:00Z' },
    });
    expect(told(resumed, '2026-03-09T12:30:00Z')).toEqual([
      ['2026-03-06T15:30:00Z', '2026-03-06T15:45:00Z', 'counted', 900],
      ['2026-03-06T15:45:00Z', '2026-03-09T12:00:00Z', 'waiting-for-client', 245_700],
      ['2026-03-09T12:00:00Z', '2026-03-09T12:30:00Z', 'counted', 1800],
    ]);
  });

  it('stops, and goes on from there when it is reopened', () => {
    const stopped = then(friday, ['stopped', '2026-03-06T15:50:00Z']);
    expect(shown(stopped, '2026-05-01T00:00:00Z')).toMatchObject({
      ...{ state: 'stopped', countedSeconds: 1200, breached: false, dueAt: null, warn50At: null },
    });
    expect(told(stopped, '2026-05-01T00:00:00Z')).toHaveLength(1);
    const reopened = then(stopped, ['reopened', '2026-03-10T09:00:00Z']);
    expect(iso(dueAt(reopened))).toBe('2026-03-10T09:40:00Z');
    expect(told(reopened, '2026-03-10T09:10:00Z').map(([, , label]) => label)).toEqual([
      'counted',
      'stopped',
      'counted',
    ]);
  });

  it('stopped after its target stays broken', () => {
    const stopped = then(friday, ['stopped', '2026-03-09T09:00:00Z']);
    expect(shown(stopped, '2026-03-20T09:00:00Z')).toMatchObject({
      ...{ state: 'stopped', breached: true, breachedAt: '2026-03-09T08:30:00Z', remainingSeconds: -1800 },
    });
  });

  it('stopped in the very second of its target has reached it, and stays there when it is reopened', () => {
    const stopped = then(friday, ['stopped', '2026-03-09T08:30:00Z']);
    expect(shown(stopped, '2026-03-09T08:30:00Z')).toMatchObject({ breached: true, remainingSeconds: 0 });
    expect(iso(dueAt(then(stopped, ['reopened', '2026-03-10T08:30:00Z'])))).toBe('2026-03-09T08:30:00Z');
  });

  it('tells what it was at an earlier time', () => {
    const stopped = then(friday, ['stopped', '2026-03-09T08:10:00Z']);
    expect(shown(stopped, '2026-03-09T08:05:00Z')).toMatchObject({ state: 'running', dueAt: '2026-03-09T08:30:00Z' });
    expect(shown(stopped, '2026-03-01T00:00:00Z')).toMatchObject({ state: 'running', countedSeconds: 0 });
    expect(told(stopped, '2026-03-01T00:00:00Z')).toEqual([]);
  });

  it('keeps the calendar it started with when the zone or the holidays of the contract change', () => {
    const calendars = [
      officeHours,
      aCalendar({ timeZone: 'America/New_York' }),
      aCalendar({ holidays: ['2026-03-09'] }),
    ];
    const dues = calendars.map((calendar) => iso(dueAt({ ...friday, calendar })));
    expect(dues).toEqual(['2026-03-09T08:30:00Z', '2026-03-06T16:30:00Z', '2026-03-10T08:30:00Z']);
    expect(iso(dueAt(friday))).toBe('2026-03-09T08:30:00Z');
  });

  it('without hours is never due', () => {
    const clock = aClock({ started: '2026-03-06T15:30:00Z', targetSeconds: 400_000_000 });
    expect(shown(clock, '2026-03-06T15:30:00Z')).toMatchObject({ dueAt: null, breached: false });
  });
});

describe('the events of a clock (CS-7)', () => {
  const kinds: ClockEventKind[] = ['started', 'waiting', 'resumed', 'stopped', 'reopened'];
  const at = '2026-03-06T15:40:00Z';
  const waiting = then(friday, ['waiting', at]);
  const stopped = then(friday, ['stopped', at]);

  it.each<[string, Pick<ServiceClock, 'events'>, ClockEventKind[]]>([
    ['new', { events: [] }, ['started']],
    ['running', friday, ['waiting', 'stopped']],
    ['waiting', waiting, ['resumed', 'stopped']],
    ['resumed', then(waiting, ['resumed', at]), ['waiting', 'stopped']],
    ['stopped', stopped, ['reopened']],
    ['reopened', then(stopped, ['reopened', at]), ['waiting', 'stopped']],
  ])('%s: nothing else is possible', (_name, clock, possible) => {
    for (const kind of kinds) {
      const attempt = (): unknown => nextClockEvent(clock, kind, utc(at));
      if (possible.includes(kind)) expect(attempt()).toEqual({ kind, at: utc(at) });
      else expect(attempt).toThrow(expect.objectContaining({ code: 'service-clock.wrong-order', kind: 'conflict' }));
    }
  });

  it('from a machine that is up to 90 s behind are taken as of the last', () => {
    expect(nextClockEvent(waiting, 'resumed', utc('2026-03-06T15:38:30Z')).at).toEqual(utc(at));
    expect(() => nextClockEvent(waiting, 'resumed', utc('2026-03-06T15:38:29Z'))).toThrow(
      expect.objectContaining({ code: 'service-clock.backwards', kind: 'invalid' }),
    );
  });
});

describe('a clock, whatever its life (CS-7)', () => {
  const runs = { numRuns: 1000 };

  it('explains itself completely: the stretches touch, add up, and the counted ones are what it counted', () => {
    fc.assert(
      fc.property(anyClock, ({ clock, at }) => {
        const stretches = explain(clock, at);
        const { kind, at: lastAt } = clock.events.at(-1)!;
        const [start, end] = [clock.events[0]!.at, kind === 'stopped' ? lastAt : at];
        const passed = (end.getTime() - start.getTime()) / 1000;
        expect(stretches.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(passed);
        const counted = stretches
          .filter(({ label }) => label === 'counted')
          .reduce((sum, { seconds }) => sum + seconds, 0);
        expect(counted).toBe(countedSeconds(clock, at));
        stretches.forEach(({ from, to, label, seconds }, index) => {
          expect(from).toEqual(index ? stretches[index - 1]!.to : start);
          expect((to.getTime() - from.getTime()) / 1000).toBe(seconds);
          expect(seconds).toBeGreaterThan(0);
          expect(label).not.toBe(stretches[index - 1]?.label);
        });
      }),
      runs,
    );
  });

  it('explains each stretch as the wall clock would', () => {
    fc.assert(
      fc.property(anyClock, ({ clock, at }) => {
        for (const { from, to, label } of explain(clock, at)) {
          if (label === 'waiting-for-client' || label === 'stopped') continue;
          expect(oracleLabel(clock.calendar, from)).toBe(label);
          expect(oracleLabel(clock.calendar, later(to, -1))).toBe(label);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never runs back, and counts no more than passes', () => {
    fc.assert(
      fc.property(anyClock, anyLength, ({ clock, at }, length) => {
        const counted = countedSeconds(clock, later(at, length)) - countedSeconds(clock, at);
        expect(counted).toBeGreaterThanOrEqual(0);
        expect(counted).toBeLessThanOrEqual(length);
      }),
      runs,
    );
  });

  it('is due exactly when its target is counted, and broken from then on', () => {
    fc.assert(
      fc.property(anyClock, ({ clock }) => {
        const due = dueAt(clock);
        const last = clock.events.at(-1)!;
        if (due) {
          expect(countedSeconds(clock, due)).toBe(clock.targetSeconds);
          expect(countedSeconds(clock, later(due, -1))).toBe(clock.targetSeconds - 1);
          const state = clockState(clock, due > last.at ? due : last.at);
          expect(state).toMatchObject({ breached: true, breachedAt: due });
        } else {
          expect(clockState(clock, last.at).breached).toBe(false);
        }
      }),
      runs,
    );
  });

  it('warns in order', () => {
    fc.assert(
      fc.property(anyClock, ({ clock }) => {
        const reached = [0, 0.5, 0.8, 1].map((fraction) => dueAt(clock, fraction)?.getTime() ?? Infinity);
        expect(reached).toEqual(reached.toSorted((a, b) => a - b));
      }),
      runs,
    );
  });

  it('is due later by the service time it waited, no more and no less', () => {
    fc.assert(
      fc.property(anyClock, anyLength, anyLength, ({ clock: { calendar, targetSeconds, events } }, before, wait) => {
        const [started] = events;
        const pause = later(started!.at, before);
        const resume = later(pause, wait);
        const running: ServiceClock = { calendar, targetSeconds, events: [started!] };
        const left = targetSeconds - countedSeconds(running, pause);
        fc.pre(left > 0);
        const paused = {
          ...running,
          events: [started!, { kind: 'waiting', at: pause }, { kind: 'resumed', at: resume }],
        } satisfies ServiceClock;
        expect(dueAt(paused)).toEqual(addServiceTime(calendar, resume, left));
      }),
      runs,
    );
  });
});
