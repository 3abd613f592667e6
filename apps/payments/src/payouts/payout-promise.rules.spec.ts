import { clockState, explain } from '#libs/service-clock';
import { nextNotice, percentReached, promiseClock, promiseFor } from './payout-promise.rules.js';

const at = (time: string): Date => new Date(`2026-03-${time}:00Z`);
// A Saturday; in Berlin the clocks go forward in the night.
const requestedAt = at('28T09:00');
const promisedBy = promiseFor(requestedAt, 24);
const payout = { requestedAt, promisedBy };
const clock = promiseClock(payout);

describe('the promise of a payout (PM-5, CS-7)', () => {
  it('is kept in plain hours, weekends and clock changes included', () => {
    expect(promisedBy).toEqual(at('29T09:00'));
    expect(clock.targetSeconds).toBe(24 * 3600);
    expect(promiseFor(requestedAt, 12)).toEqual(at('28T21:00'));
  });

  it.each([
    ['28T09:00', undefined, at('28T21:00')],
    ['28T20:59', undefined, at('28T21:00')],
    ['28T21:00', 50, new Date('2026-03-29T04:12:00Z')],
    ['29T04:11', 50, new Date('2026-03-29T04:12:00Z')],
    ['29T04:12', 80, at('29T09:00')],
    ['29T09:00', 100, null],
    ['31T09:00', 100, null],
  ])('on %s has reached %s %%, and says more at %s', (now, percent, next) => {
    expect(percentReached(clock, at(now))).toBe(percent);
    expect(nextNotice(clock, at(now))).toEqual(next);
  });

  it('ends with the money that arrived or came back, and explains itself', () => {
    const changes = [
      { state: 'requested' as const, at: requestedAt },
      { state: 'sent' as const, at: at('28T12:00') },
      { state: 'paid' as const, at: at('28T22:00') },
      { state: 'returned' as const, at: at('31T09:00') },
    ];
    const kept = promiseClock(payout, changes);
    expect(clockState(kept, at('31T10:00'))).toMatchObject({
      ...{ state: 'stopped', countedSeconds: 13 * 3600, warn50At: at('28T21:00'), warn80At: null, dueAt: null },
      breached: false,
    });
    expect(explain(kept, at('31T10:00'))).toEqual([
      { from: requestedAt, to: at('28T22:00'), label: 'counted', seconds: 13 * 3600 },
    ]);
  });
});
