import { duration, type Told, wordsOf } from './clock-words.rules.js';

const utc = (text: string): Date => new Date(text);
const told: Told = {
  kind: 'first-answer',
  state: 'running',
  targetSeconds: 3_600,
  aroundTheClock: false,
  countedSeconds: 1_800,
  timeZone: 'Europe/Berlin',
  startedAt: utc('2026-03-06T15:30:00Z'),
  dueAt: utc('2026-03-09T08:30:00Z'),
  breachedAt: null,
  stretches: [
    { from: utc('2026-03-06T15:30:00Z'), to: utc('2026-03-06T16:00:00Z'), label: 'counted', seconds: 1_800 },
    { from: utc('2026-03-06T16:00:00Z'), to: utc('2026-03-06T16:00:05Z'), label: 'outside-hours', seconds: 5 },
  ],
};

describe('CS-7: a clock in plain words', () => {
  it('says what was promised, what happened, and how it stands', () => {
    expect(wordsOf(told)).toBe(
      'A first answer is promised within 1 hour of service time. ' +
        'It began on Friday 6 March 2026 at 16:30 (Europe/Berlin). ' +
        'Until Friday 6 March 2026 at 17:00: 30 minutes counted. ' +
        'Until Friday 6 March 2026 at 17:00:05: 5 seconds outside service hours. ' +
        'Together 30 minutes counted of 1 hour. ' +
        'If nothing changes, the promise is broken on Monday 9 March 2026 at 09:30.',
    );
  });

  it('says when every hour counts', () => {
    const first = 'A fix is promised within 3 hours, at any hour. It began on';
    const fix: Told = { ...told, kind: 'fix', targetSeconds: 10_800, aroundTheClock: true };
    expect(wordsOf(fix).startsWith(first)).toBe(true);
  });

  it.each<[Partial<Told>, string]>([
    [{ breachedAt: utc('2026-03-09T08:30:00Z') }, 'The promise was broken on Monday 9 March 2026 at 09:30.'],
    [{ state: 'stopped', dueAt: null }, 'It stopped before the promise was broken.'],
    [{ state: 'waiting', dueAt: null }, 'It waits for the client.'],
    [{ dueAt: null }, 'It will not run out in ten years.'],
  ])('%p', (change, last) => expect(wordsOf({ ...told, ...change }).endsWith(last)).toBe(true));

  it.each([
    [0, 'no time'],
    [1, '1 second'],
    [3_600, '1 hour'],
    [9_000, '2 hours 30 minutes'],
    [90_061, '1 day 1 hour 1 minute 1 second'],
  ])('%d seconds are %s', (seconds, expected) => expect(duration(seconds)).toBe(expected));
});
