import fc from 'fast-check';
import { addMonths, monthOf } from '#libs/time';
import { draftedAt, lastDayOf, nextDraft, reportedMonth } from './month.rules.js';

describe('QN-12: the month of a report', () => {
  it.each([
    ['2026-03-17', '2026-03-01', '2026-03-31'],
    ['2026-02-28', '2026-02-01', '2026-02-28'],
    ['2026-12-31', '2026-12-01', '2026-12-31'],
  ])('%s is in the month from %s to %s', (day, month, last) => {
    expect(monthOf(day)).toBe(month);
    expect(lastDayOf(month)).toBe(last);
  });

  it.each([
    ['2026-02-01', 'Europe/Berlin', '2026-03-02T05:00:00.000Z', 'March begins on a Sunday'],
    ['2026-03-01', 'Europe/Berlin', '2026-04-01T04:00:00.000Z', 'summer time'],
    ['2026-03-01', 'America/New_York', '2026-04-01T10:00:00.000Z', 'where the client is'],
    ['2026-12-01', 'Asia/Kolkata', '2027-01-01T00:30:00.000Z', 'into the next year'],
  ])('that of %s is drafted in %s at %s: %s', (month, zone, at) => {
    expect(draftedAt(month, zone).toISOString()).toBe(at);
    expect(reportedMonth(new Date(at), zone)).toBe(month);
  });

  it('the next draft lies ahead, and no month is left out', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago');
    fc.assert(
      fc.property(instants, zones, (now, zone) => {
        const next = nextDraft(now, zone);
        const after = nextDraft(next, zone);
        expect(next > now && after > next).toBe(true);
        expect(reportedMonth(after, zone)).toBe(addMonths(reportedMonth(next, zone), 1));
      }),
    );
  });
});
