import {
  type Calendar,
  lastDayBefore,
  lastEnd,
  nextEnd,
  nextToSettle,
  periodEnding,
  settlesAt,
} from './calendar.rules.js';

const fortnights: Calendar = { anchor: '2026-01-05', lengths: [14] };
const mixed: Calendar = { anchor: '2026-01-05', lengths: [14, 7] };

describe('the settlement calendar (PM-3)', () => {
  it.each([
    ['2026-01-05', '2026-01-18'],
    ['2026-01-18', '2026-01-18'],
    ['2026-01-19', '2026-02-01'],
    ['2026-01-04', '2026-01-04'],
  ])('from %s the next period ends on %s', (day, end) => expect(nextEnd(day, fortnights)).toBe(end));

  it.each([
    ['2026-01-17', '2026-01-04'],
    ['2026-01-18', '2026-01-18'],
    ['2026-02-10', '2026-02-01'],
  ])('up to %s the newest period ended on %s', (day, end) => expect(lastEnd(day, fortnights)).toBe(end));

  it('a week and a fortnight have an end each, and one together', () => {
    expect(nextEnd('2026-01-05', mixed)).toBe('2026-01-11');
    expect(periodEnding('2026-01-11', mixed)).toEqual({ start: '2026-01-05', end: '2026-01-11' });
    expect(periodEnding('2026-01-18', mixed)).toEqual({ start: '2026-01-05', end: '2026-01-18' });
  });

  it('settles at midnight UTC after the last day, not a moment earlier', () => {
    expect(settlesAt('2026-01-18')).toEqual(new Date('2026-01-19T00:00:00Z'));
    expect(lastDayBefore(new Date('2026-01-18T23:59:59.999Z'))).toBe('2026-01-17');
    expect(lastDayBefore(new Date('2026-01-19T00:00:00Z'))).toBe('2026-01-18');
  });

  it('begins with the newest period, goes on one by one, and stops at the last that is over', () => {
    expect(nextToSettle(null, '2026-02-20', fortnights)).toBe('2026-02-15');
    expect(nextToSettle('2026-01-18', '2026-02-20', fortnights)).toBe('2026-02-01');
    expect(nextToSettle('2026-02-01', '2026-02-20', fortnights)).toBe('2026-02-15');
    expect(nextToSettle('2026-02-15', '2026-02-20', fortnights)).toBeUndefined();
  });
});
