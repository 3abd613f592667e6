import { covers, daysOverdue, nextReminder } from './reminder.rules.js';

describe('PM-4: reminders', () => {
  const days = [-3, 7];
  it.each([
    ['UTC', '2026-03-10T12:00:00Z', '2026-03-28T08:00:00.000Z'],
    ['UTC', '2026-03-28T07:59:59Z', '2026-03-28T08:00:00.000Z'],
    ['UTC', '2026-03-28T08:00:00Z', '2026-04-07T08:00:00.000Z'],
    ['UTC', '2026-04-07T08:00:00Z', undefined],
    // Its clocks go back on 5 April.
    ['Pacific/Auckland', '2026-03-10T12:00:00Z', '2026-03-27T19:00:00.000Z'],
    ['Pacific/Auckland', '2026-03-28T08:00:00Z', '2026-04-06T20:00:00.000Z'],
    ['America/New_York', '2026-03-28T11:59:59Z', '2026-03-28T12:00:00.000Z'],
  ])('due on 31 March in %s, after %s: %s', (timeZone, after, next) =>
    expect(nextReminder('2026-03-31', days, { timeZone, after: new Date(after) })?.toISOString()).toBe(next),
  );

  it('without days there is none', () =>
    expect(nextReminder('2026-03-31', [], { timeZone: 'UTC', after: new Date(0) })).toBeUndefined());

  it.each([
    [10_000n, 10_000n, true],
    [10_000n, 10_001n, false],
    [0n, 1n, false],
  ])('a credit of %s covers %s: %s', (credit, openSoFar, expected) => expect(covers(credit, openSoFar)).toBe(expected));

  it.each([
    ['2026-03-28', -3],
    ['2026-03-31', 0],
    ['2026-04-07', 7],
  ])('on %s it is %s days overdue', (today, count) => expect(daysOverdue('2026-03-31', today)).toBe(count));
});
