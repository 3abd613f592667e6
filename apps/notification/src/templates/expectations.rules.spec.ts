import { contractTerms } from '#libs/testing';
import { exampleKnown, exampleTerms } from './examples.js';
import { expectationsOf, firstDayOf } from './expectations.rules.js';
import { welcomeClient, welcomeExpert } from './welcome.js';

describe('PL-15: what a welcome tells', () => {
  it('has the terms in plain words, and no rate', () => {
    const told = expectationsOf(exampleTerms).join('\n');
    for (const words of [
      'first answer within 1 hour of service time',
      'bug in production is fixed within 3 hours, by day and by night',
      'told to the client within 30 minutes',
      'a short status every hour;',
      'be right back',
      'Monday to Friday 09:00 to 17:00',
    ])
      expect(told).toContain(words);
    expect(told).not.toMatch(/85|45|USD/);
  });

  it('leaves out what was not agreed', () => {
    const told = expectationsOf({ ...contractTerms, shifts: [], showTimeToleranceMinutes: null }).join('\n');
    expect(told).not.toMatch(/short status|be right back|A shift|is there/);
  });

  it.each([welcomeClient, welcomeExpert])('$name: adds what the contract promises in words of its own', (welcome) => {
    const { text } = welcome.write(welcome.example, exampleKnown);
    expect(text).toContain('You hear of a mistake from us, before you find it yourself.');
  });

  const shift = (from: string, days: number[], timeZone?: string) => ({
    days,
    from,
    to: '22:00',
    ...(timeZone && { timeZone }),
  });
  it.each([
    ['the earliest shift of the first day', {}, '2026-03-02T08:00:00.000Z'],
    ['the Monday after a Sunday', { startsOn: '2026-03-01' }, '2026-03-02T08:00:00.000Z'],
    ['the day after a holiday', { holidays: ['2026-03-02'] }, '2026-03-03T08:00:00.000Z'],
    ['a shift in its own zone', { shifts: [shift('09:00', [1], 'America/New_York')] }, '2026-03-02T14:00:00.000Z'],
    ['the earlier of two', { shifts: [shift('15:00', [1]), shift('07:00', [1])] }, '2026-03-02T06:00:00.000Z'],
    ['service hours where no shift is agreed', { shifts: [] }, '2026-03-02T08:00:00.000Z'],
    ['after the clocks changed', { startsOn: '2026-03-30' }, '2026-03-30T07:00:00.000Z'],
  ])('the first day begins with %s', (_, change, expected) => {
    expect(firstDayOf({ ...contractTerms, ...change })?.toISOString()).toBe(expected);
  });

  it('the first day is unknown when every day is a holiday', () => {
    const holidays = Array.from({ length: 31 }, (__, n) => `2026-03-${String(n + 1).padStart(2, '0')}`);
    expect(firstDayOf({ ...contractTerms, holidays })).toBeNull();
  });
});
