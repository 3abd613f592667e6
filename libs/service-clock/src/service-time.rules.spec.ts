import fc from 'fast-check';
import {
  addServiceTime,
  allHours,
  isServiceTime,
  nextServiceStart,
  type ServiceCalendar,
  serviceSeconds,
} from './index.js';
import { aCalendar, anyLength, anySituation, iso, later, officeHours, utc } from './test-support/calendars.js';
import { oracleLabel, oracleSeconds } from './test-support/oracle.js';

const hour = 3600;
const every = [1, 2, 3, 4, 5, 6, 7];
const daily = (timeZone: string, from: string, to: string, holidays: string[] = []): ServiceCalendar => ({
  timeZone,
  hours: [{ days: every, from, to }],
  holidays,
});

describe('service time (CS-7)', () => {
  it('one hour from Friday 16:30, 9 to 17 on working days, is Monday 9:30', () => {
    const due = addServiceTime(officeHours, utc('2026-03-06T15:30:00Z'), hour);
    expect(iso(due)).toBe('2026-03-09T08:30:00Z');
  });

  it.each<[string, ServiceCalendar, string, number, string | null]>([
    ['over a holiday', aCalendar({ holidays: ['2026-03-09'] }), '2026-03-06T15:30:00Z', hour, '2026-03-10T08:30:00Z'],
    ['over the weekend the clocks go forward', officeHours, '2026-03-27T15:30:00Z', hour, '2026-03-30T07:30:00Z'],
    ['to the very end of the hours', officeHours, '2026-03-06T15:30:00Z', hour / 2, '2026-03-06T16:00:00Z'],
    ['a second more', officeHours, '2026-03-06T15:30:00Z', hour / 2 + 1, '2026-03-09T08:00:01Z'],
    ['nothing', officeHours, '2026-03-07T15:30:00Z', 0, '2026-03-07T15:30:00Z'],
    ['from before the hours', officeHours, '2026-03-06T03:00:00Z', 60, '2026-03-06T08:01:00Z'],
    ['round the clock', allHours, '2026-03-28T12:34:56Z', 24 * hour, '2026-03-29T12:34:56Z'],
    [
      'the hour that is repeated',
      daily('Europe/Berlin', '02:00', '03:00'),
      '2026-10-24T22:00:00Z',
      2 * hour,
      '2026-10-25T02:00:00Z',
    ],
    [
      'the hour that is skipped',
      daily('Europe/Berlin', '02:00', '03:00'),
      '2026-03-28T22:00:00Z',
      1,
      '2026-03-30T00:00:01Z',
    ],
    [
      'half of the hour that half is skipped',
      daily('Australia/Lord_Howe', '02:00', '03:00'),
      '2026-10-03T14:00:00Z',
      hour / 2,
      '2026-10-03T16:00:00Z',
    ],
    [
      'over the day that was left out',
      daily('Pacific/Apia', '09:00', '10:00'),
      '2011-12-29T21:00:00Z',
      1,
      '2011-12-30T19:00:01Z',
    ],
    ['without any hours', daily('UTC', '09:00', '10:00', []), '2026-01-01T00:00:00Z', 20 * 366 * hour, null],
  ])('%s', (_name, calendar, from, seconds, due) => {
    expect(iso(addServiceTime(calendar, utc(from), seconds))).toBe(due);
  });

  it.each<[string, ServiceCalendar, string, string, number]>([
    ['a working day', officeHours, '2026-03-06T00:00:00Z', '2026-03-07T00:00:00Z', 8 * hour],
    ['a month', officeHours, '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', 22 * 8 * hour],
    [
      'the repeated hour, all day',
      daily('Europe/Berlin', '00:00', '24:00'),
      '2026-10-24T22:00:00Z',
      '2026-10-25T23:00:00Z',
      25 * hour,
    ],
    [
      'the missing hour, all day',
      daily('Europe/Berlin', '00:00', '24:00'),
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      23 * hour,
    ],
    ['backwards', officeHours, '2026-03-07T00:00:00Z', '2026-03-06T00:00:00Z', 0],
    ['before 1970', daily('UTC', '00:00', '01:00'), '1969-12-01T00:00:00Z', '1970-02-01T00:00:00Z', 62 * hour],
  ])('counts %s', (_name, calendar, from, to, seconds) => {
    expect(serviceSeconds(calendar, utc(from), utc(to))).toBe(seconds);
  });

  it('counts overlapping hours once, and several intervals a day', () => {
    const calendar = daily('UTC', '09:00', '12:00');
    const hours = [
      ...calendar.hours,
      { days: every, from: '11:00', to: '13:00' },
      { days: [1], from: '14:00', to: '15:00' },
    ];
    const onMonday = serviceSeconds({ ...calendar, hours }, utc('2026-03-02T00:00:00Z'), utc('2026-03-03T00:00:00Z'));
    expect(onMonday).toBe(5 * hour);
  });

  it('never comes when every day is a holiday', () => {
    const sundays = aCalendar({ hours: [{ days: [7], from: '09:00', to: '10:00' }] });
    const holidays = Array.from({ length: 530 }, (_, week) =>
      later(utc('2026-03-01T12:00:00Z'), week * 7 * 86_400),
    ).map((sunday) => sunday.toISOString().slice(0, 10));
    const calendar = { ...sundays, holidays };
    expect(addServiceTime(calendar, utc('2026-03-01T00:00:00Z'), 1)).toBeNull();
    expect(nextServiceStart(calendar, utc('2026-03-01T00:00:00Z'))).toBeNull();
  });

  it('has no date for what takes more than ten years', () => {
    const tenYears = 3653 * 86_400;
    expect(iso(addServiceTime(allHours, utc('2026-03-01T00:00:00Z'), tenYears))).toBe('2036-03-01T00:00:00Z');
    expect(addServiceTime(allHours, utc('2026-03-01T00:00:00Z'), tenYears + 1)).toBeNull();
  });

  it('refuses what is no number of seconds', () => {
    for (const seconds of [-1, 0.5, Number.NaN, Infinity]) {
      expect(() => addServiceTime(allHours, utc('2026-03-01T00:00:00Z'), seconds)).toThrow(RangeError);
    }
  });

  it('knows when it begins again', () => {
    expect(iso(nextServiceStart(officeHours, utc('2026-03-06T16:00:00Z')))).toBe('2026-03-09T08:00:00Z');
    expect(iso(nextServiceStart(officeHours, utc('2026-03-06T15:59:59.500Z')))).toBe('2026-03-06T15:59:59.500Z');
  });
});

describe('service time, whatever the calendar (CS-7)', () => {
  const fast = { numRuns: 1000 };

  it('agrees with the wall clock, minute by minute', () => {
    fc.assert(
      fc.property(anySituation, anyLength, ({ calendar, from }, length) => {
        const to = later(from, length);
        expect(serviceSeconds(calendar, from, to)).toBe(oracleSeconds(calendar, from, to));
        expect(isServiceTime(calendar, from)).toBe(oracleLabel(calendar, from) === 'counted');
      }),
      { numRuns: 150 },
    );
  });

  it('adds up, however it is split, and never runs back', () => {
    fc.assert(
      fc.property(anySituation, fc.array(anyLength, { maxLength: 6 }), ({ calendar, from }, lengths) => {
        const instants = [from];
        for (const length of lengths) instants.push(later(instants.at(-1)!, length));
        const parts = instants.slice(1).map((to, index) => serviceSeconds(calendar, instants[index]!, to));
        expect(parts.every((part, index) => part >= 0 && part <= lengths[index]!)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(serviceSeconds(calendar, from, instants.at(-1)!));
      }),
      fast,
    );
  });

  it('adding is the inverse of counting, and gives the first such instant', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 1, max: 10 * 86_400 }), ({ calendar, from }, seconds) => {
        const to = addServiceTime(calendar, from, seconds);
        fc.pre(to !== null);
        expect(serviceSeconds(calendar, from, to)).toBe(seconds);
        expect(serviceSeconds(calendar, from, later(to, -1))).toBe(seconds - 1);
      }),
      fast,
    );
  });

  it('begins again with the first second that counts', () => {
    fc.assert(
      fc.property(anySituation, ({ calendar, from }) => {
        const start = nextServiceStart(calendar, from);
        fc.pre(start !== null);
        expect(isServiceTime(calendar, start)).toBe(true);
        expect(serviceSeconds(calendar, from, start)).toBe(0);
      }),
      fast,
    );
  });
});
