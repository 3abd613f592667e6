import { resolveInterval, type WallTime } from './import-interval.rules.js';

const zone = 'Europe/Berlin';
const at = (text: string): WallTime => ({ day: text.slice(0, 10), time: text.slice(11) });
const code = (name: string) => expect.objectContaining({ code: name });
const resolve = (start: string, end: string, seconds?: number) => resolveInterval(at(start), at(end), zone, seconds);

describe('start and end as time on the wall (TS-5)', () => {
  it.each([
    ['2026-03-02T09:00:00', '2026-03-02T10:30:00', 5400, '2026-03-02T08:00:00Z', '2026-03-02T09:30:00Z'],
    ['2026-03-02T23:30:00', '2026-03-03T00:30:00', 3600, '2026-03-02T22:30:00Z', '2026-03-02T23:30:00Z'],
    // The night with 23 hours, and the one with 25.
    ['2026-03-29T01:00:00', '2026-03-29T04:00:00', 7200, '2026-03-29T00:00:00Z', '2026-03-29T02:00:00Z'],
    ['2026-10-25T01:00:00', '2026-10-25T04:00:00', 14_400, '2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z'],
    // 02:15 to 02:45 happened twice that night: the duration decides which, the earlier when it can't.
    ['2026-10-25T02:15:00', '2026-10-25T02:45:00', 1800, '2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z'],
    ['2026-10-25T02:15:00', '2026-10-25T02:45:00', 5400, '2026-10-25T00:15:00Z', '2026-10-25T01:45:00Z'],
    ['2026-10-25T02:15:00', '2026-10-25T02:45:00', undefined, '2026-10-25T00:15:00Z', '2026-10-25T00:45:00Z'],
    ['2026-10-25T02:45:00', '2026-10-25T02:15:00', 1800, '2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z'],
    ['2026-10-25T01:45:00', '2026-10-25T02:15:00', 5400, '2026-10-24T23:45:00Z', '2026-10-25T01:15:00Z'],
    ['2026-10-25T02:45:00', '2026-10-25T03:15:00', 1800, '2026-10-25T01:45:00Z', '2026-10-25T02:15:00Z'],
    // Reports may round durations to a quarter of an hour.
    ['2026-03-02T09:00:00', '2026-03-02T09:05:00', 900, '2026-03-02T08:00:00Z', '2026-03-02T08:05:00Z'],
  ])('%s to %s of %s seconds is %s to %s', (start, end, seconds, startedAt, endedAt) => {
    expect(resolve(start, end, seconds)).toEqual({ startedAt: new Date(startedAt), endedAt: new Date(endedAt) });
  });

  it('refuses a time that the clocks jumped over', () => {
    expect(() => resolve('2026-03-29T02:30:00', '2026-03-29T03:30:00')).toThrow(code('timesheet.import-skipped-hour'));
    expect(() => resolve('2026-03-29T01:30:00', '2026-03-29T02:30:00')).toThrow(code('timesheet.import-skipped-hour'));
  });

  it.each([
    ['2026-03-02T10:00:00', '2026-03-02T09:00:00', 'timesheet.import-ends-before-start', 3600],
    ['2026-03-02T10:00:00', '2026-03-02T10:00:00', 'timesheet.import-ends-before-start', 60],
    ['2026-03-02T09:00:00', '2026-03-02T10:00:00', 'timesheet.import-duration-mismatch', 7200],
  ])('refuses %s to %s with %s', (start, end, refusal, seconds) => {
    expect(() => resolve(start, end, seconds)).toThrow(code(refusal));
  });
});
