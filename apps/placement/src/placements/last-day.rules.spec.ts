import { refused } from '../test-support/refused.js';
import { lastDayWorked } from './last-day.rules.js';

const days = { startsOn: '2026-03-02', endsOn: '2026-09-01' };

it.each([
  ['2026-05-05', undefined, '2026-05-05'],
  ['2026-02-01', undefined, '2026-03-02'],
  ['2026-12-24', undefined, '2026-09-01'],
  ['2026-05-05', '2026-05-31', '2026-05-31'],
  ['2026-05-05', '2026-04-30', '2026-04-30'],
])('ended on %s, with %s asked for, its last day is %s (PL-9)', (today, asked, day) => {
  expect(lastDayWorked(days, today, asked)).toBe(day);
});

it.each(['2026-03-01', '2026-09-02'])('%s is none of its days', (asked) => {
  expect(refused(() => lastDayWorked(days, '2026-05-05', asked))?.code).toBe('placement.bad-last-day');
});
