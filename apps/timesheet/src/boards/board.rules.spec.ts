import fc from 'fast-check';
import { addDays } from '#libs/time';
import { refusalIn } from '../test-support/refusals.js';
import { type BoardDays, capOfWeek, checkDay } from './board.rules.js';

const board: BoardDays = { startsOn: '2026-03-02', endsOn: '2026-08-31', pauses: [] };
const paused = (...pauses: [string, string | null][]): BoardDays => ({
  ...board,
  pauses: pauses.map(([fromDay, untilDay]) => ({ fromDay, untilDay })),
});

describe('TS-4: hours lie inside the placement', () => {
  it.each(['2026-03-01', '2026-09-01', '2025-03-02', '2027-03-02'])('%s is outside', (day) => {
    expect(refusalIn(() => checkDay(board, day))).toBe('timesheet.outside-placement day');
  });

  it.each(['2026-03-02', '2026-05-31', '2026-08-31'])('%s is inside', (day) => {
    expect(() => checkDay(board, day)).not.toThrow();
  });

  it.each(['2026-04-01', '2026-04-14', '2026-06-01', '2026-07-30'])('TS-4: %s lies in a pause', (day) => {
    const resting = paused(['2026-04-01', '2026-04-15'], ['2026-06-01', null]);
    expect(refusalIn(() => checkDay(resting, day))).toBe('timesheet.placement-paused day');
  });

  it.each(['2026-03-31', '2026-04-15', '2026-05-31'])('TS-4: %s lies between two pauses', (day) => {
    expect(() => checkDay(paused(['2026-04-01', '2026-04-15'], ['2026-06-01', null]), day)).not.toThrow();
  });

  it('TS-4: a pause that was taken back before it began rests no day', () => {
    expect(() => checkDay(paused(['2026-04-01', '2026-04-01']), '2026-04-01')).not.toThrow();
  });

  it('TS-4: every day is either refused or within all limits', () => {
    const someDay = fc.integer({ min: -40, max: 240 }).map((days) => addDays('2026-03-02', days));
    fc.assert(
      fc.property(someDay, someDay, someDay, (day, from, until) => {
        const resting = paused([from, until]);
        const isWorkable = day >= board.startsOn && day <= board.endsOn && !(from <= day && day < until);
        if (isWorkable) expect(() => checkDay(resting, day)).not.toThrow();
        else expect(refusalIn(() => checkDay(resting, day))).toMatch(/^timesheet.(outside|placement)-/);
      }),
    );
  });
});

describe('TS-8: the cap of a week', () => {
  const first = { effectiveFrom: '2026-03-04', weeklyCapMinutes: 2_400 };

  it.each([
    ['2026-02-23', null],
    ['2026-03-02', 2_400],
    ['2026-03-30', 2_400],
    ['2026-04-06', 1_200],
    ['2026-04-13', 1_200],
    ['2026-05-04', null],
  ])('is, in the week of %s, %p', (week, cap) => {
    const versions = [
      first,
      { effectiveFrom: '2026-04-12', weeklyCapMinutes: 1_200 },
      { effectiveFrom: '2026-05-10', weeklyCapMinutes: null },
    ];
    expect(capOfWeek(versions, week)).toBe(cap);
  });

  it('TS-8: of two amendments from the same day the later agreed counts', () => {
    expect(capOfWeek([first, { ...first, weeklyCapMinutes: 1_800 }], '2026-03-02')).toBe(1_800);
  });

  it('is none without a contract', () => expect(capOfWeek([], '2026-03-02')).toBeNull());
});
