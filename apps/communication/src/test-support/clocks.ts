import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import type { ClockEntity } from '../clocks/clock.entity.js';
import { Clocks, type NewClock } from '../clocks/clocks.js';
import { Coverages } from '../coverage/coverages.js';
import type { TestPlacement } from './builders.js';

/** A promise of an hour for a first answer, unless told otherwise. */
export const aClock = (
  test: TestService,
  { placementId, expert }: TestPlacement,
  given: Partial<NewClock> = {},
): Promise<ClockEntity> =>
  test.app.get(Transactions).run(async (tx) => {
    const coverage = await test.app.get(Coverages).ofPlacement(tx, systemActor, placementId, true);
    return test.app.get(Clocks).start(tx, systemActor, {
      ...{ kind: 'first-answer', subjectKind: 'question', subjectId: newId(), title: 'Where is it?' },
      ...{ coverage, assignedTo: expert.id, targetSeconds: 3_600 },
      ...given,
    });
  });

/** What the service does to clocks, in a transaction of its own. */
export const withClocks = <T>(test: TestService, work: (clocks: Clocks, tx: EntityManager) => Promise<T>): Promise<T> =>
  test.app.get(Transactions).run((tx) => work(test.app.get(Clocks), tx));

/** The service was down until then, and comes back. */
export async function backAt(test: TestService, now: string): Promise<void> {
  await test.app.get(ClockControl).set(new Date(now));
  await test.app.get(TimerWorker).runDue();
}
