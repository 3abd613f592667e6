import fc from 'fast-check';
import { serviceDay, serviceDays, serviceSeconds } from './index.js';
import { aCalendar, anySituation, iso, later, officeHours } from './test-support/calendars.js';

const shown = (day: ReturnType<typeof serviceDay>): (string | null)[][] =>
  day.hours.map(({ from, to }) => [iso(from), iso(to)]);
const allDay = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];

describe('the service of a day, in advance (CS-7)', () => {
  it('is shown in instants, with several intervals', () => {
    const hours = [...officeHours.hours, { days: [5], from: '20:00', to: '24:00' }];
    const friday = serviceDay(aCalendar({ hours }), '2026-03-06');
    expect(friday).toMatchObject({ day: '2026-03-06', holiday: false, seconds: 12 * 3600 });
    expect(shown(friday)).toEqual([
      ['2026-03-06T08:00:00Z', '2026-03-06T16:00:00Z'],
      ['2026-03-06T19:00:00Z', '2026-03-06T23:00:00Z'],
    ]);
  });

  it.each([
    ['the clocks go back', 'Europe/Berlin', '2026-10-25', [['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z']], 25],
    ['the clocks go forward', 'Europe/Berlin', '2026-03-29', [['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z']], 23],
    ['the day is left out', 'Pacific/Apia', '2011-12-30', [], 0],
    ['it is the day after', 'Pacific/Apia', '2011-12-31', [['2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z']], 24],
    ['it is as ever', 'Asia/Kathmandu', '2026-03-01', [['2026-02-28T18:15:00Z', '2026-03-01T18:15:00Z']], 24],
  ])('is right when %s', (_name, timeZone, day, hours, length) => {
    const found = serviceDay({ timeZone, hours: allDay, holidays: [] }, day);
    expect(shown(found)).toEqual(hours);
    expect(found.seconds).toBe(length * 3600);
  });

  it('shows a month with its holidays', () => {
    const december = serviceDays(aCalendar({ holidays: ['2026-12-25'] }), '2026-12-01', '2026-12-31');
    expect(december).toHaveLength(31);
    expect(december.filter(({ holiday }) => holiday).map(({ day }) => day)).toEqual(['2026-12-25']);
    expect(december.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(22 * 8 * 3600);
  });

  it('is all the service there is', () => {
    fc.assert(
      fc.property(anySituation, ({ calendar, from }) => {
        const day = from.toISOString().slice(0, 10);
        const days = serviceDays(
          calendar,
          later(from, -5 * 86_400)
            .toISOString()
            .slice(0, 10),
          later(from, 5 * 86_400)
            .toISOString()
            .slice(0, 10),
        );
        const hours = days.flatMap((each) => each.hours).toSorted((a, b) => a.from.getTime() - b.from.getTime());
        for (const each of hours) {
          expect(serviceSeconds(calendar, each.from, each.to)).toBe((each.to.getTime() - each.from.getTime()) / 1000);
        }
        const noon = new Date(`${day}T12:00:00Z`);
        const [start, end] = [later(noon, -3 * 86_400), later(noon, 3 * 86_400)];
        const within = hours.map(({ from: a, to: b }) => Math.max(0, Math.min(+b, +end) - Math.max(+a, +start)) / 1000);
        expect(within.reduce((sum, seconds) => sum + seconds, 0)).toBe(serviceSeconds(calendar, start, end));
      }),
      { numRuns: 300 },
    );
  });
});
