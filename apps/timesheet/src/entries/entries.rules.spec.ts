import fc from 'fast-check';
import { addDays, dayOf, minutesBetween } from '#libs/time';
import { refusalIn } from '../test-support/refusals.js';
import {
  changedHours,
  checkDayTotal,
  checkLineOpen,
  checkMinutes,
  checkSpan,
  checkWeekOpen,
  daysOf,
  daysOfSpan,
  lengthOfDay,
} from './entries.rules.js';

const utc = (text: string): Date => new Date(text);
const later = utc('2027-01-01T00:00:00Z');
const berlin = 'Europe/Berlin';
/** `day minutes` of each part. */
const parts = (start: string, end: string, zone: string): string[] =>
  daysOfSpan(utc(start), utc(end), zone, later).map(({ day, minutes }) => `${day} ${minutes}`);

describe('TS-4: minutes of a day', () => {
  it.each([
    [0, 'timesheet.minutes-not-positive minutes'],
    [-1, 'timesheet.minutes-not-positive minutes'],
    [-1e308, 'timesheet.minutes-not-positive minutes'],
    [NaN, 'timesheet.not-whole-minutes minutes'],
    [Infinity, 'timesheet.not-whole-minutes minutes'],
    [0.5, 'timesheet.not-whole-minutes minutes'],
  ])('%p are refused', (minutes, refusal) => {
    expect(refusalIn(() => checkMinutes(minutes, '2026-03-02', '2026-03-02'))).toBe(refusal);
  });

  it.each([1e308, 1_441, 1_500])('TS-4: %p are whole minutes, but no day has them', (minutes) => {
    expect(() => checkMinutes(minutes, '2026-03-02', '2026-03-02')).not.toThrow();
    expect(refusalIn(() => checkDayTotal(minutes, '2026-03-02', berlin))).toBe('timesheet.day-too-long minutes');
  });

  it('TS-4: today is worked, tomorrow is not', () => {
    expect(() => checkMinutes(1, '2026-03-02', '2026-03-02')).not.toThrow();
    expect(refusalIn(() => checkMinutes(1, '2026-03-03', '2026-03-02'))).toBe('timesheet.in-the-future day');
  });

  it.each([
    ['2026-03-28', berlin, 1_440],
    ['2026-03-29', berlin, 1_380],
    ['2026-10-25', berlin, 1_500],
    ['2026-03-08', 'America/New_York', 1_380],
    ['2026-11-01', 'America/New_York', 1_500],
    ['2026-10-04', 'Australia/Lord_Howe', 1_410],
    ['2026-04-05', 'Australia/Lord_Howe', 1_470],
  ])('TS-4: %s in %s has %i, and not one more', (day, zone, length) => {
    expect(lengthOfDay(day, zone)).toBe(length);
    expect(() => checkDayTotal(length, day, zone)).not.toThrow();
    expect(refusalIn(() => checkDayTotal(length + 1, day, zone))).toBe('timesheet.day-too-long minutes');
  });
});

describe('TS-4: a stretch of time', () => {
  it.each([
    ['2026-03-02T08:00:00Z', '2026-03-02T16:30:00Z', berlin, ['2026-03-02 510']],
    // Over midnight, while the clocks skip an hour.
    ['2026-03-28T22:00:00Z', '2026-03-29T02:00:00Z', berlin, ['2026-03-28 60', '2026-03-29 180']],
    ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', berlin, ['2026-03-29 1380']],
    // 01:30 to 02:30 where 01:30 comes twice.
    ['2026-11-01T05:30:00Z', '2026-11-01T07:30:00Z', 'America/New_York', ['2026-11-01 120']],
    ['2026-11-01T03:00:00Z', '2026-11-02T03:00:00Z', 'America/New_York', ['2026-10-31 60', '2026-11-01 1380']],
    // The clocks go back by half an hour at 02:00.
    ['2026-04-04T12:30:00Z', '2026-04-04T16:30:00Z', 'Australia/Lord_Howe', ['2026-04-04 30', '2026-04-05 210']],
    ['2026-10-03T13:00:00Z', '2026-10-03T16:00:00Z', 'Australia/Lord_Howe', ['2026-10-03 30', '2026-10-04 150']],
  ])('%s to %s in %s is %j', (start, end, zone, expected) => {
    expect(parts(start, end, zone)).toEqual(expected);
  });

  it.each([
    ['2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z', 'timesheet.minutes-not-positive endedAt'],
    ['2026-03-02T08:00:00Z', '2026-03-02T07:59:00Z', 'timesheet.minutes-not-positive endedAt'],
    ['2026-03-02T08:00:30Z', '2026-03-02T09:00:00Z', 'timesheet.not-whole-minutes startedAt'],
    ['2026-03-02T08:00:00Z', '2026-03-02T09:00:00.001Z', 'timesheet.not-whole-minutes endedAt'],
    ['2026-03-02T08:00:00Z', '2026-03-03T08:01:00Z', 'timesheet.too-long endedAt'],
    ['2026-12-31T23:00:00Z', '2027-01-01T00:01:00Z', 'timesheet.in-the-future endedAt'],
  ])('TS-4: %s to %s is refused', (start, end, refusal) => {
    expect(refusalIn(() => daysOfSpan(utc(start), utc(end), berlin, later))).toBe(refusal);
  });

  it('TS-4: 24 hours up to this minute are the longest', () => {
    expect(parts('2026-12-31T00:00:00Z', '2027-01-01T00:00:00Z', 'UTC')).toEqual(['2026-12-31 1440']);
    expect(() => checkSpan(utc('2026-12-31T00:00:00.001Z'), later, later)).not.toThrow();
  });

  it('TS-4: whatever the zone, its days are in order, touch each other, fit their day, and sum to it', () => {
    const zone = fc.constantFrom(berlin, 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu');
    const start = fc.integer({ min: 0, max: 525_600 }).map((m) => new Date(Date.UTC(2026, 0, 1) + m * 60_000));
    fc.assert(
      fc.property(zone, start, fc.integer({ min: 1, max: 1_440 }), (where, from, minutes) => {
        const until = new Date(from.getTime() + minutes * 60_000);
        const days = daysOfSpan(from, until, where, utc('2028-01-01T00:00:00Z'));
        expect(days.reduce((sum, day) => sum + day.minutes, 0)).toBe(minutes);
        expect([days[0]!.startedAt, days.at(-1)!.endedAt]).toEqual([from, until]);
        for (const [index, day] of days.entries()) {
          expect(day.minutes).toBe(minutesBetween(day.startedAt!, day.endedAt!));
          expect(day.day).toBe(dayOf(day.startedAt!, where));
          expect(() => checkDayTotal(day.minutes, day.day, where)).not.toThrow();
          if (index > 0)
            expect([days[index - 1]!.endedAt, day.day]).toEqual([day.startedAt, addDays(days[index - 1]!.day, 1)]);
        }
      }),
    );
  });
});

describe('TS-4: what is reported', () => {
  it('is a day with minutes', () => {
    const day = { day: '2026-03-02', minutes: 30 };
    expect(daysOf(day, berlin, later)).toEqual([{ ...day, startedAt: null, endedAt: null }]);
  });

  it.each([{}, { day: '2026-03-02' }, { minutes: 5 }, { startedAt: '2026-03-02T08:00:00Z' }])(
    'TS-4: %j is not enough',
    (hours) => expect(refusalIn(() => daysOf(hours, berlin, later))).toBe('timesheet.hours-incomplete'),
  );
});

describe('TS-4: what a change makes of a line', () => {
  const span = {
    day: '2026-03-02',
    minutes: 61,
    startedAt: utc('2026-03-02T08:00:07Z'),
    endedAt: utc('2026-03-02T09:00:59Z'),
  };
  const byDay = { day: '2026-03-02', minutes: 60, startedAt: null, endedAt: null };
  const changed = (line: typeof span | typeof byDay, change: object) => changedHours(line, change, berlin, later);

  it('leaves the hours as they are, to the second, when it is about something else', () => {
    expect(changed(span, {})).toEqual(span);
    expect(changed(byDay, {})).toEqual(byDay);
  });

  it('of a day or of minutes makes it minutes of a day', () => {
    expect(changed(byDay, { minutes: 90 })).toEqual({ ...byDay, minutes: 90 });
    expect(changed(span, { day: '2026-03-03' })).toEqual({ ...byDay, day: '2026-03-03', minutes: 61 });
  });

  it('of start and end makes it a stretch of time', () => {
    const times = { startedAt: '2026-03-03T08:00:00Z', endedAt: '2026-03-03T10:00:00Z' };
    const expected = { day: '2026-03-03', minutes: 120, startedAt: utc(times.startedAt), endedAt: utc(times.endedAt) };
    expect(changed(byDay, times)).toEqual(expected);
    expect(changed(expected, { endedAt: '2026-03-03T08:30:00Z' })).toMatchObject({ minutes: 30 });
  });

  it.each([
    [{ startedAt: '2026-03-02T08:00:00Z' }, 'timesheet.hours-incomplete'],
    [{ minutes: 5, endedAt: '2026-03-02T08:00:00Z' }, 'timesheet.two-kinds-of-hours'],
    [{ startedAt: '2026-03-02T22:00:00Z', endedAt: '2026-03-02T23:30:00Z' }, 'timesheet.over-midnight endedAt'],
  ])('TS-4: %j is refused', (change, refusal) => {
    expect(refusalIn(() => changed(byDay, change))).toBe(refusal);
  });
});

describe('TS-7: what is locked', () => {
  it.each(['submitted', 'approved', 'settled'])('a week that is %s takes no hours', (state) => {
    expect(refusalIn(() => checkWeekOpen(state, '2026-03-02'))).toBe('timesheet.week-locked');
  });

  it.each(['open', 'returned'])('a week that is %s takes them', (state) => {
    expect(() => checkWeekOpen(state, '2026-03-02')).not.toThrow();
  });

  it.each(['submitted', 'approved', 'disputed', 'rejected', 'settled'])('TS-7: a line that is %s stays', (state) => {
    expect(refusalIn(() => checkLineOpen(state))).toBe('timesheet.line-locked');
  });

  it('an open line may change', () => expect(() => checkLineOpen('open')).not.toThrow());
});
