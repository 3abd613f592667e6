import fc from 'fast-check';
import { addDays } from '#libs/time';
import { overlapMinutes } from './overlap.rules.js';

it.each([
  ['2026-02-02', 'Europe/Berlin', 'Europe/Berlin', 480],
  ['2026-02-02', 'Europe/Berlin', 'Europe/Belgrade', 480],
  ['2026-02-02', 'Europe/Berlin', 'America/New_York', 120],
  // America has changed its clocks, Europe not yet
  ['2026-03-16', 'Europe/Berlin', 'America/New_York', 180],
  ['2026-02-02', 'Europe/Berlin', 'Asia/Tokyo', 0],
  ['2026-02-02', 'Europe/Berlin', 'Asia/Kolkata', 210],
  // 23 hours apart by the clock: Monday in Honolulu is Tuesday in Auckland
  ['2026-02-02', 'Pacific/Honolulu', 'Pacific/Auckland', 420],
  // half an hour of summer time
  ['2026-07-01', 'Australia/Sydney', 'Australia/Lord_Howe', 450],
])('on %s, %s and %s are at work together for %i minutes (PL-7)', (day, client, expert, minutes) => {
  expect(overlapMinutes(day, client, expert)).toBe(minutes);
});

it('is never more than a working day, and all of it in one zone', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC');
  const days = fc.integer({ min: 0, max: 800 });
  fc.assert(
    fc.property(days, zones, zones, (offset, client, expert) => {
      const minutes = overlapMinutes(addDays('2026-01-01', offset), client, expert);
      expect(minutes).toBeGreaterThanOrEqual(0);
      expect(minutes).toBeLessThanOrEqual(480);
      if (client === expert) expect(minutes).toBe(480);
    }),
  );
});
