import { dayWords, untilWords } from './until.rules.js';

describe('QN-1: until when an answer can change', () => {
  it.each([
    ['2026-03-08T23:00:00.000Z', 'Europe/Berlin', 'the end of Sunday 8 March'],
    ['2026-03-08T22:59:59.999Z', 'Europe/Berlin', 'the end of Sunday 8 March'],
    ['2026-03-06T17:00:00.000Z', 'Europe/Berlin', 'Friday 6 March, 18:00 (Europe/Berlin)'],
    ['2026-03-30T00:00:00.000Z', 'Europe/Berlin', 'Monday 30 March, 02:00 (Europe/Berlin)'],
    ['2026-03-09T00:00:00.000Z', 'UTC', 'the end of Sunday 8 March'],
  ])('%s in %s is %s', (closesAt, zone, words) => expect(untilWords(closesAt, zone)).toBe(words));

  it('names a day', () => expect(dayWords('2026-03-02')).toBe('Monday 2 March 2026'));
});
