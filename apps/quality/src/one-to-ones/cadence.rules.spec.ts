import fc from 'fast-check';
import { addDays, dayOf, daysBetween, isWorkingDay, startOfDay } from '#libs/time';
import { announcedOn, dueAfterExtra, dueAsAmended, missedFrom, nextDue } from './cadence.rules.js';

const someDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days));
const interval = fc.integer({ min: 1, max: 366 });

describe('QN-7: when the next one-to-one is due', () => {
  it.each([
    ['2026-03-02', 7, '2026-03-02', '2026-03-09'],
    ['2026-03-02', 7, '2026-03-09', '2026-03-09'],
    ['2026-03-02', 7, '2026-03-20', '2026-03-27'],
    ['2026-03-23', 14, '2026-03-23', '2026-04-06'],
    ['2026-02-27', 1, '2026-02-27', '2026-02-28'],
  ])('after %s every %i days, worked out on %s: %s', (last, everyDays, today, due) => {
    expect(nextDue(last, everyDays, today)).toBe(due);
  });

  it('is never in the past, and a whole interval away from the last one', () => {
    fc.assert(
      fc.property(someDay, interval, someDay, (last, everyDays, today) => {
        const due = nextDue(last, everyDays, today);
        expect(due >= today).toBe(true);
        expect(daysBetween(last, due)).toBeGreaterThanOrEqual(everyDays);
        if (last <= today) expect(daysBetween(today, due)).toBeLessThanOrEqual(everyDays);
      }),
    );
  });

  it('is never twice in one interval, whatever was held, missed or extra', () => {
    const step = fc.record({ how: fc.constantFrom('held', 'missed', 'extra'), days: fc.nat({ max: 9 }) });
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 4, max: 60 }),
        fc.array(step, { maxLength: 20 }),
        (start, everyDays, steps) => {
          let last = start;
          let due = nextDue(start, everyDays, start);
          for (const { how, days } of steps) {
            expect(daysBetween(last, due)).toBeGreaterThanOrEqual(everyDays);
            const announced = announcedOn(due, 3);
            const latest = (day: string): string => (day > last ? day : last);
            if (how === 'missed') due = nextDue((last = due), everyDays, addDays(due, 1));
            else if (how === 'held') due = nextDue((last = latest(addDays(due, -(days % 3)))), everyDays, due);
            else due = dueAfterExtra(due, (last = latest(addDays(announced, -1 - days))), everyDays);
          }
        },
      ),
    );
  });

  it.each([
    ['2026-03-09', '2026-03-05', 7, '2026-03-12'],
    ['2026-03-09', '2026-02-20', 7, '2026-03-09'],
  ])('due on %s, an extra one on %s, every %i days: %s', (dueOn, heldOn, everyDays, due) => {
    expect(dueAfterExtra(dueOn, heldOn, everyDays)).toBe(due);
  });

  it.each([
    ['2026-03-30', '2026-03-04', 7, '2026-03-04', '2026-03-11'],
    ['2026-03-06', '2026-03-04', 7, '2026-03-04', '2026-03-06'],
    ['2026-03-09', '2026-03-04', 30, '2026-03-04', '2026-03-09'],
    ['2026-04-30', '2026-03-04', 7, '2026-04-04', '2026-04-11'],
  ])('PM-11: due on %s, amended from %s to every %i days, on %s: %s', (dueOn, from, everyDays, today, due) => {
    expect(dueAsAmended(dueOn, from, everyDays, today)).toBe(due);
  });

  it('PM-11: an amendment makes nothing due later, nor in the past', () => {
    fc.assert(
      fc.property(someDay, someDay, interval, interval, (today, from, everyDays, ahead) => {
        const dueOn = addDays(today, ahead);
        const due = dueAsAmended(dueOn, from, everyDays, today);
        expect(today <= due && due <= dueOn).toBe(true);
      }),
    );
  });
});

describe('QN-7: when it is announced, and when it is missed', () => {
  it.each([
    ['2026-03-09', 3, '2026-03-04'],
    ['2026-03-06', 3, '2026-03-03'],
    ['2026-03-08', 3, '2026-03-04'],
    ['2026-03-09', 0, '2026-03-09'],
  ])('due on %s, %i working days before: %s', (dueOn, days, announced) => {
    expect(announcedOn(dueOn, days)).toBe(announced);
  });

  it('leaves so many working days', () => {
    fc.assert(
      fc.property(someDay, fc.nat({ max: 30 }), (dueOn, days) => {
        const from = announcedOn(dueOn, days);
        const between = Array.from({ length: daysBetween(from, dueOn) }, (_, n) => addDays(from, n));
        expect(between.filter(isWorkingDay)).toHaveLength(days);
      }),
    );
  });

  it.each([
    ['2026-03-28', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-03-08', 'America/New_York', '2026-03-09T04:00:00.000Z'],
    // Clocks skip midnight here: the day begins at one.
    ['2026-09-05', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('the day %s in %s is over at %s', (dueOn, timeZone, at) => {
    expect(missedFrom(dueOn, timeZone).toISOString()).toBe(at);
  });

  it('is missed with the last instant of its day, in every zone', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/Santiago',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(someDay, zone, (dueOn, timeZone) => {
        const at = missedFrom(dueOn, timeZone);
        expect(dayOf(new Date(at.getTime() - 1), timeZone)).toBe(dueOn);
        expect(at > startOfDay(dueOn, timeZone)).toBe(true);
      }),
    );
  });
});
