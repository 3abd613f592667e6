import fc from 'fast-check';
import { dayOf } from '#libs/time';
import { daysOfRow } from './import-days.rules.js';

const utc = (text: string): Date => new Date(text);
const berlin = 'Europe/Berlin';

describe('TS-5: the days of an imported row', () => {
  it.each([
    [75, ['2026-03-02 60', '2026-03-03 15']],
    [70, ['2026-03-02 60', '2026-03-03 10']],
    [60, ['2026-03-02 60']],
    [45, ['2026-03-02 45']],
    [129, ['2026-03-02 60', '2026-03-03 69']],
  ])('23:00 to 00:10, counted as %i minutes, is %j', (minutes, expected) => {
    const row = { day: '2026-03-02', startedAt: utc('2026-03-02T22:00:00Z'), endedAt: utc('2026-03-02T23:10:00Z') };
    expect(daysOfRow({ ...row, minutes }, berlin).map((part) => `${part.day} ${part.minutes}`)).toEqual(expected);
  });

  it('a duration alone belongs to the day the tool wrote', () => {
    expect(daysOfRow({ day: '2026-03-02', minutes: 90 }, 'Asia/Kathmandu')).toEqual([
      { day: '2026-03-02', minutes: 90, startedAt: null, endedAt: null },
    ]);
  });

  it('seconds around midnight are kept, and count on one of the days', () => {
    const row = { day: '2026-03-02', startedAt: utc('2026-03-02T22:59:40Z'), endedAt: utc('2026-03-02T23:00:10Z') };
    expect(daysOfRow({ ...row, minutes: 1 }, berlin)).toEqual([
      { day: '2026-03-03', minutes: 1, startedAt: utc('2026-03-02T23:00:00Z'), endedAt: row.endedAt },
    ]);
  });

  it('TS-5: sum to what the tool counted, each day more than nothing and in order', () => {
    const zones = fc.constantFrom(berlin, 'America/New_York', 'Australia/Lord_Howe');
    const start = fc.integer({ min: 0, max: 31_536_000 }).map((s) => new Date(Date.UTC(2026, 0, 1) + s * 1_000));
    fc.assert(
      fc.property(
        zones,
        start,
        fc.integer({ min: 1, max: 172_800 }),
        fc.integer({ min: -59, max: 59 }),
        (zone, startedAt, seconds, off) => {
          const endedAt = new Date(startedAt.getTime() + seconds * 1_000);
          const minutes = Math.max(1, Math.round(seconds / 60) + off);
          const days = daysOfRow({ day: dayOf(startedAt, zone), minutes, startedAt, endedAt }, zone);
          expect(days.reduce((sum, day) => sum + day.minutes, 0)).toBe(minutes);
          expect(days.every((day) => day.minutes > 0 && day.startedAt! < day.endedAt!)).toBe(true);
          expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted());
        },
      ),
    );
  });
});
