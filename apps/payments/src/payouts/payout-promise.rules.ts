import { addServiceTime, allHours, dueAt, serviceSeconds, type ServiceClock } from '#libs/service-clock';
import { isOpen, type PayoutState } from './payout-states.rules.js';

/** Warned at half of the time and at 80 %; broken when all of it has passed. */
const percents = [50, 80, 100] as const;
export type PromisePercent = (typeof percents)[number];

/** PM-5. Asked for at 9:00, with 24 hours promised: paid by 9:00 the next day, weekend or not. To the whole second. */
export const promiseFor = (requestedAt: Date, hours: number): Date =>
  addServiceTime(allHours, requestedAt, hours * 3600)!;

/**
 * PM-5, CS-7. The promise of a payout as a clock like those clients get. It counts round the clock, from the request
 * until the money has arrived or is back; its target is what was promised when it was asked for.
 */
export function promiseClock(
  { requestedAt, promisedBy }: { requestedAt: Date; promisedBy: Date },
  changes: readonly { state: PayoutState; at: Date }[] = [],
): ServiceClock {
  const end = changes.find(({ state }) => !isOpen(state));
  return {
    calendar: allHours,
    targetSeconds: serviceSeconds(allHours, requestedAt, promisedBy),
    events: [{ kind: 'started', at: requestedAt }, ...(end ? [{ kind: 'stopped' as const, at: end.at }] : [])],
  };
}

/** CS-7. The last of the percents that `at` has reached: after an outage, one notice for all that were missed. */
export const percentReached = (clock: ServiceClock, at: Date): PromisePercent | undefined =>
  percents.findLast((percent) => noticeAt(clock, percent) <= at.getTime());

/** CS-7. When there is something to say next, later than `at`; null when all was said. */
export function nextNotice(clock: ServiceClock, at: Date): Date | null {
  const next = percents.map((percent) => noticeAt(clock, percent)).find((notice) => notice > at.getTime());
  return next === undefined || next === Infinity ? null : new Date(next);
}

const noticeAt = (clock: ServiceClock, percent: PromisePercent): number =>
  dueAt(clock, percent / 100)?.getTime() ?? Infinity;
