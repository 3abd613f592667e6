import fc from 'fast-check';
import type { DayOfWork } from '../entries/entries.rules.js';
import { refusalIn } from '../test-support/refusals.js';
import { HoursSoFar, type HoursBefore } from './hours-so-far.rules.js';

const utc = (text: string): Date => new Date(text);
const before: HoursBefore = {
  board: { startsOn: '2026-03-02', endsOn: '2026-03-31', pauses: [], timeZone: 'UTC' },
  now: utc('2026-03-20T18:00:00Z'),
  sheets: new Map(),
  days: new Map(),
  spans: [],
};
const span = (from: string, to: string) => ({
  startedAt: utc(`2026-03-09T${from}:00Z`),
  endedAt: utc(`2026-03-09T${to}:00Z`),
});
/** On Monday 2026-03-09. */
const work = (from: string, to: string): DayOfWork[] => {
  const { startedAt, endedAt } = span(from, to);
  return [{ day: '2026-03-09', minutes: (endedAt.getTime() - startedAt.getTime()) / 60_000, startedAt, endedAt }];
};
const minutes = (count: number, day = '2026-03-09'): DayOfWork[] => [
  { day, minutes: count, startedAt: null, endedAt: null },
];
const overlap = 'timesheet.overlap';

describe('TS-4, TS-5: a row of an import is judged like a single entry', () => {
  it.each<[string, Partial<HoursBefore>, DayOfWork[], string]>([
    ['no time', {}, minutes(0), 'timesheet.minutes-not-positive minutes'],
    ['more than a day', {}, minutes(1_441), 'timesheet.day-too-long minutes'],
    ['a day before the placement', {}, minutes(60, '2026-03-01'), 'timesheet.outside-placement day'],
    ['tomorrow', {}, minutes(60, '2026-03-21'), 'timesheet.in-the-future day'],
    ['a day that is full', { days: new Map([['2026-03-09', 1_440]]) }, minutes(1), 'timesheet.day-too-long minutes'],
    ['a locked week', { sheets: new Map([['2026-03-09', 'submitted']]) }, minutes(1), 'timesheet.week-locked'],
    ['hours that are taken', { spans: [span('09:00', '10:00')] }, work('09:59', '11:00'), overlap],
    ['hours around taken ones', { spans: [span('09:00', '10:00')] }, work('08:00', '11:00'), overlap],
    ['hours within taken ones', { spans: [span('09:00', '10:00')] }, work('09:10', '09:20'), overlap],
  ])('%s', (_, state, row, refusal) => {
    expect(refusalIn(() => new HoursSoFar({ ...before, ...state }).take(row))).toBe(refusal);
  });

  it('TS-4: what ends later today, and what took more than 24 hours, is refused', () => {
    const stretch = (from: string, to: string): DayOfWork[] => [
      { day: '2026-03-20', minutes: 60, startedAt: utc(from), endedAt: utc(to) },
    ];
    const hours = new HoursSoFar(before);
    expect(refusalIn(() => hours.take(stretch('2026-03-20T17:30:00Z', '2026-03-20T18:00:01Z')))).toBe(
      'timesheet.in-the-future endedAt',
    );
    expect(refusalIn(() => hours.take(stretch('2026-03-18T10:00:00Z', '2026-03-19T10:00:01Z')))).toBe(
      'timesheet.too-long endedAt',
    );
    expect(() => hours.take(stretch('2026-03-20T17:30:00Z', '2026-03-20T18:00:00Z'))).not.toThrow();
  });

  it('TS-5: a row that came in counts for the next, adjacent ones do not hinder each other', () => {
    const hours = new HoursSoFar({ ...before, spans: [span('12:00', '13:00')] });
    for (const row of [work('13:00', '14:00'), work('11:00', '12:00'), work('15:00', '16:00'), work('14:00', '15:00')])
      expect(() => hours.take(row)).not.toThrow();
    expect(refusalIn(() => hours.take(work('10:00', '11:01')))).toBe(overlap);
    expect(refusalIn(() => hours.take(work('15:59', '17:00')))).toBe(overlap);
    expect(() => hours.take(minutes(1_200))).not.toThrow();
    expect(refusalIn(() => hours.take(minutes(1)))).toBe('timesheet.day-too-long minutes');
  });

  it('TS-5: a refused row leaves nothing behind', () => {
    const hours = new HoursSoFar({ ...before, spans: [span('09:00', '10:00')] });
    expect(refusalIn(() => hours.take([...minutes(1_000, '2026-03-10'), ...work('09:30', '11:00')]))).toBe(overlap);
    expect(() => hours.take(minutes(1_440, '2026-03-10'))).not.toThrow();
    expect(() => hours.take(work('10:00', '11:00'))).not.toThrow();
  });

  it('TS-4: takes a stretch exactly when it overlaps none that was taken', () => {
    const stretch = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 15 }), fc.array(stretch, { maxLength: 40 }), (existing, rows) => {
        const at = (minute: number) => new Date(Date.UTC(2026, 2, 9) + minute * 60_000);
        const taken: [number, number][] = [];
        const isFree = (from: number, to: number) => taken.every(([start, end]) => to <= start || end <= from);
        for (const [from, length] of existing) if (isFree(from, from + length)) taken.push([from, from + length]);
        const spans = taken.map(([from, to]) => ({ startedAt: at(from), endedAt: at(to) }));
        const hours = new HoursSoFar({ ...before, spans });
        for (const [from, length] of rows) {
          const take = () =>
            hours.take([{ day: '2026-03-09', minutes: 1, startedAt: at(from), endedAt: at(from + length) }]);
          if (isFree(from, from + length)) {
            expect(take).not.toThrow();
            taken.push([from, from + length]);
          } else expect(refusalIn(take)).toBe(overlap);
        }
      }),
    );
  });
});
