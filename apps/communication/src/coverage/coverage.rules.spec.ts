import { contractTerms } from '#libs/testing';
import { calendarFor, sameCalendar, termsAt, termsOn } from './coverage.rules.js';

const version = (effectiveFrom: string, timeZone = 'Europe/Berlin') => ({
  effectiveFrom,
  terms: { ...contractTerms, timeZone },
});
const utc = (text: string): Date => new Date(text);

describe('CS-7, PM-11: which terms hold', () => {
  const contract = version('2026-03-02');
  const july = version('2026-07-01');
  const newYork = version('2026-08-01', 'America/New_York');
  const versions = [contract, july, newYork];

  it.each([
    ['2026-01-01T00:00:00Z', contract, '2026-06-30T22:00:00Z'],
    ['2026-06-30T21:59:59Z', contract, '2026-06-30T22:00:00Z'],
    ['2026-06-30T22:00:00Z', july, '2026-08-01T04:00:00Z'],
    ['2026-08-01T03:59:59Z', july, '2026-08-01T04:00:00Z'],
    ['2026-08-01T04:00:00Z', newYork, null],
  ])('at %s', (at, expected, until) => {
    expect(termsAt(versions, utc(at))).toEqual({ version: expected, until: until && utc(until) });
  });

  it('of two from the same day the later agreed', () => {
    const again = version('2026-07-01', 'Asia/Tokyo');
    expect(termsAt([contract, july, again], utc('2026-07-15T00:00:00Z')).version).toBe(again);
  });

  it.each([
    ['2026-03-01', contract],
    ['2026-06-30', contract],
    ['2026-07-01', july],
    ['2026-09-30', newYork],
  ])('on %s', (day, { terms }) => expect(termsOn(versions, day)).toBe(terms));
});

describe('CS-7: the calendar of a contract', () => {
  const terms = { ...contractTerms, holidays: ['2026-12-25', '2026-05-01'] };

  it('rests on its holidays and on those added, each once', () => {
    expect(calendarFor(terms, ['2026-05-25', '2026-05-01'])).toEqual({
      timeZone: 'Europe/Berlin',
      hours: terms.serviceHours,
      holidays: ['2026-05-01', '2026-05-25', '2026-12-25'],
    });
  });

  it('is the same in whatever order its holidays are written, and another in another zone', () => {
    const calendar = calendarFor(terms, []);
    expect(sameCalendar(calendar, calendarFor({ ...terms, holidays: terms.holidays.toReversed() }, []))).toBe(true);
    expect(sameCalendar(calendar, calendarFor({ ...terms, timeZone: 'Europe/Paris' }, []))).toBe(false);
  });
});
