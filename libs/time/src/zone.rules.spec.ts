import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOf,
  daysBetween,
  type Disambiguation,
  fortnight,
  instantOf,
  isWorkingDay,
  isZone,
  minutesBetween,
  monthOf,
  periodOf,
  splitByDay,
  startOfDay,
  weekday,
  weekOf,
} from './index.js';

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe', // clocks move by half an hour
  'Africa/Cairo', // clocks move at midnight
  'America/Havana',
  'Asia/Kathmandu', // +05:45
  'Pacific/Kiritimati', // +14
];
const utc = (text: string): Date => new Date(text);
const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.date({ min: utc('2020-01-01T00:00:00Z'), max: utc('2034-12-31T00:00:00Z'), noInvalidDate: true });
const anyDay = anyInstant.map((instant) => dayOf(instant, 'UTC'));

describe('local days and instants', () => {
  it.each([
    ['2026-03-02T22:59:59Z', 'Europe/Berlin', '2026-03-02'],
    ['2026-03-02T23:00:00Z', 'Europe/Berlin', '2026-03-03'],
    ['2026-03-02T04:59:00Z', 'America/New_York', '2026-03-01'],
    ['2026-03-01T10:00:00Z', 'Pacific/Kiritimati', '2026-03-02'],
  ])('%s in %s is on %s', (instant, zone, day) => expect(dayOf(utc(instant), zone)).toBe(day));

  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 23 * 60],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 25 * 60],
    ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23 * 60],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25 * 60],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24 * 60 + 30],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z', 24 * 60 - 30],
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', 23 * 60],
  ])('%s in %s starts at %s and lasts %d minutes', (day, zone, start, minutes) => {
    expect(startOfDay(day, zone).toISOString()).toBe(start);
    expect(minutesBetween(startOfDay(day, zone), startOfDay(addDays(day, 1), zone))).toBe(minutes);
  });

  it.each<[string, string, string, Disambiguation, string]>([
    ['2026-03-02', '09:00', 'Europe/Berlin', 'reject', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02', '09:00:30', 'America/New_York', 'reject', '2026-03-02T14:00:30.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', 'compatible', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '02:30', 'Europe/Berlin', 'earlier', '2026-03-29T00:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', 'compatible', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:30', 'Europe/Berlin', 'later', '2026-10-25T01:30:00.000Z'],
    ['2026-03-08', '02:30', 'America/New_York', 'compatible', '2026-03-08T07:30:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', 'earlier', '2026-04-04T14:45:00.000Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', 'later', '2026-04-04T15:15:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', 'compatible', '2026-10-03T15:45:00.000Z'],
  ])('%s %s in %s (%s) is %s', (day, time, zone, disambiguation, instant) => {
    expect(instantOf(day, time, zone, disambiguation).toISOString()).toBe(instant);
  });

  it.each([
    ['2026-03-29', '02:30', 'Europe/Berlin'],
    ['2026-10-25', '02:30', 'Europe/Berlin'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe'],
  ])('%s %s in %s is refused when asked to', (day, time, zone) => {
    expect(() => instantOf(day, time, zone, 'reject')).toThrow(expect.objectContaining({ code: 'time.ambiguous' }));
  });

  it('knows zones by their names, never by an offset', () => {
    expect([...zones, 'UTC'].every(isZone)).toBe(true);
    expect(['', '+02:00', 'Europe/Atlantis', 'Mars'].some(isZone)).toBe(false);
  });

  it('every instant lies in its own local day', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const day = dayOf(instant, zone);
        expect(startOfDay(day, zone) <= instant).toBe(true);
        expect(instant < startOfDay(addDays(day, 1), zone)).toBe(true);
      }),
    );
  });
});

describe('days, weeks and months', () => {
  it.each(['2026-12-01', '2026-12-17', '2026-12-31'])('%s is in December', (day) => {
    expect(monthOf(day)).toBe('2026-12-01');
  });

  it('TS-3: a week begins on Monday', () => {
    expect(weekOf('2026-03-01')).toBe('2026-02-23');
    expect(weekOf('2026-03-02')).toBe('2026-03-02');
    expect(weekday('2026-03-01')).toBe(7);
    expect(['2026-03-06', '2026-03-07', '2026-03-08'].map(isWorkingDay)).toEqual([true, false, false]);
  });

  it('a month after the 31st is the last day of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  it('counts days back and forth', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -2000, max: 2000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(weekday(weekOf(day))).toBe(1);
        expect(daysBetween(weekOf(day), day)).toBe(weekday(day) - 1);
      }),
    );
  });
});

describe('PM-3: anchored periods', () => {
  const anchor = '2026-01-05';

  it.each([
    ['2026-01-05', { index: 0, from: '2026-01-05', until: '2026-01-18' }],
    ['2026-01-18', { index: 0, from: '2026-01-05', until: '2026-01-18' }],
    ['2026-01-19', { index: 1, from: '2026-01-19', until: '2026-02-01' }],
    ['2026-01-04', { index: -1, from: '2025-12-22', until: '2026-01-04' }],
  ])('%s is in %o', (day, period) => expect(fortnight(day, anchor)).toEqual(period));

  it('cover every day once', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: 1, max: 40 }), (day, from, days) => {
        const period = periodOf(day, from, days);
        expect(period.from <= day && day <= period.until).toBe(true);
        expect(periodOf(period.from, from, days)).toEqual(period);
        expect(periodOf(addDays(period.until, 1), from, days).index).toBe(period.index + 1);
      }),
    );
  });
});

describe('TS-4: time cut into local days', () => {
  it('crosses midnight and a clock change', () => {
    const parts = splitByDay(utc('2026-03-28T22:00:00Z'), utc('2026-03-29T22:30:00Z'), 'Europe/Berlin');
    expect(parts.map(({ day, minutes }) => [day, minutes])).toEqual([
      ['2026-03-28', 60],
      ['2026-03-29', 23 * 60],
      ['2026-03-30', 30],
    ]);
  });

  it('is empty for nothing', () => {
    const now = utc('2026-03-28T22:00:00Z');
    expect(splitByDay(now, now, 'UTC')).toEqual([]);
  });

  it('has parts that touch, lie in their day, and sum to the whole', () => {
    const anyLength = fc.integer({ min: 1, max: 5 * 86_400_000 });
    fc.assert(
      fc.property(anyInstant, anyLength, anyZone, (start, length, zone) => {
        const end = new Date(start.getTime() + length);
        const parts = splitByDay(start, end, zone);
        expect(parts[0]?.start).toEqual(start);
        expect(parts.at(-1)?.end).toEqual(end);
        parts.forEach((part, index) => {
          expect(dayOf(part.start, zone)).toBe(part.day);
          expect(dayOf(new Date(part.end.getTime() - 1), zone)).toBe(part.day);
          if (index) expect(part.start).toEqual(parts[index - 1]?.end);
        });
        expect(parts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(minutesBetween(start, end));
      }),
    );
  });
});

describe('working days', () => {
  it.each([
    ['Thursday', '2026-03-26T09:00:00Z', 3, '2026-03-31T08:00:00.000Z'], // over a weekend and a clock change
    ['Friday', '2026-03-06T16:00:00Z', 1, '2026-03-09T16:00:00.000Z'],
    ['Saturday', '2026-03-07T16:00:00Z', 1, '2026-03-09T16:00:00.000Z'],
    ['Monday', '2026-03-02T16:00:00Z', 5, '2026-03-09T16:00:00.000Z'],
    ['Sunday, none', '2026-03-01T16:00:00Z', 0, '2026-03-01T16:00:00.000Z'],
  ])('from %s %s, %d later it is %s', (_name, from, days, until) => {
    expect(addWorkingDays(utc(from), days, 'Europe/Berlin').toISOString()).toBe(until);
  });
});
