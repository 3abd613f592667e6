import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan } from 'typeorm';
import { systemActor } from '#libs/access';
import { insertAll, newId } from '#libs/persistence';
import { addDays, Clock, dayOf, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { CoverageChanges } from '../coverage/coverage-changes.js';
import type { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { DayOffEntity } from '../coverage/day-off.entity.js';
import { plusMinutes } from './instants.rules.js';
import { ShiftEntity } from './shift.entity.js';
import { ShiftKeeper, shiftTimer } from './shift-keeper.js';
import { type PlannedShift, plannedShifts, type PlanOf, suspensionAt, updatesDue } from './shift-plan.rules.js';
import { ShiftUpdateEntity } from './shift-update.entity.js';

const planTimer = 'communication.shifts-plan';
type Planned = PlanOf & { coverage: CoverageEntity };
/** Shifts exist this far ahead. */
const horizonDays = 14;

/**
 * CS-1. Shifts come to be from the terms: two weeks ahead, once a day and whenever the coverage changes. Planning again
 * changes only what differs, so that a timer which rings twice makes no second shift.
 */
@Injectable()
export class ShiftPlanner {
  constructor(
    private readonly coverages: Coverages,
    private readonly keeper: ShiftKeeper,
    private readonly timers: Timers,
    private readonly clock: Clock,
    changes: CoverageChanges,
  ) {
    changes.follow((tx, { coverage }) => timers.set(tx, planTimer, coverage.placementId, clock.now()));
  }

  @OnTimer(planTimer)
  async plan({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const now = this.clock.now();
    const { coverage, versions } = await this.replan(tx, subjectId, now);
    const tomorrow = addDays(dayOf(now, coverage.timeZone), 1);
    // Where no terms have shifts there is nothing to plan until they change, and that plans anew.
    if (tomorrow <= coverage.endsOn && versions.some(({ terms }) => terms.shifts.length > 0)) {
      await this.timers.set(tx, planTimer, subjectId, startOfDay(tomorrow, coverage.timeZone));
    }
  }

  /**
   * Brings the shifts from `at` on in line with the coverage. What has begun keeps its terms, and is suspended when the
   * day turns out to be off; a shift that would have begun already is not made: nobody knew of it.
   */
  async replan(tx: EntityManager, placementId: string, at: Date): Promise<Planned> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('shifts of ' || $1, 0))`, [placementId]);
    const coverage = await this.coverages.ofPlacement(tx, systemActor, placementId);
    const plan = await this.planOf(tx, coverage);
    const known = await tx.find(ShiftEntity, {
      where: { placementId, endsAt: MoreThan(at) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const hasBegun = ({ startsAt, checkedInAt }: ShiftEntity): boolean => startsAt <= at || checkedInAt !== null;
    const begun = known.filter(hasBegun);
    for (const shift of begun) {
      const because = suspensionAt(plan, shift.startsAt);
      if (because && shift.state !== 'suspended') await this.keeper.suspend(tx, shift, because);
    }
    const wanted = plannedShifts(plan, at, plusMinutes(at, horizonDays * 24 * 60)).filter(
      ({ startsAt, endsAt }) =>
        startsAt > at && !begun.some((shift) => shift.startsAt < endsAt && startsAt < shift.endsAt),
    );
    const future = known.filter((shift) => !hasBegun(shift));
    await this.bringInLine(tx, coverage, future, wanted);
    return { ...plan, coverage };
  }

  private async planOf(tx: EntityManager, coverage: CoverageEntity): Promise<PlanOf> {
    const { placementId } = coverage;
    const versions = (await this.coverages.versionsOfAll(tx, [placementId])).get(placementId) ?? [];
    return { coverage, versions, daysOff: await tx.findBy(DayOffEntity, { placementId }) };
  }

  /** Only what differs; a shift that begins at the same time keeps its id. */
  private async bringInLine(
    tx: EntityManager,
    coverage: CoverageEntity,
    future: readonly ShiftEntity[],
    wanted: readonly PlannedShift[],
  ): Promise<void> {
    const byStart = new Map(future.map((shift) => [shift.startsAt.getTime(), shift]));
    const present = (plan: PlannedShift): ShiftEntity | undefined => byStart.get(plan.startsAt.getTime());
    const kept = new Set(wanted.flatMap((plan) => (isAsPlanned(present(plan), plan) ? [present(plan)!.id] : [])));
    const gone = future.filter(({ id }) => !kept.has(id));
    for (const { id } of gone) await this.timers.cancel(tx, shiftTimer, id);
    if (gone.length)
      await tx.delete(
        ShiftEntity,
        gone.map(({ id }) => id),
      );
    const fresh = wanted
      .filter((plan) => !kept.has(present(plan)?.id ?? ''))
      .map((plan) => shiftFrom(coverage, plan, present(plan)?.id ?? newId()));
    await this.insert(tx, fresh);
  }

  private async insert(tx: EntityManager, shifts: readonly ShiftEntity[]): Promise<void> {
    const updatesOf = (shift: ShiftEntity) =>
      updatesDue(shift).map((dueAt) => ({
        ...{ id: newId(), shiftId: shift.id, dueAt, asked: true },
        ...{ state: 'due' as const, text: null, givenAt: null },
      }));
    const withUpdates = shifts.map((shift) => ({ shift, updates: updatesOf(shift) }));
    await insertAll(tx, ShiftEntity, shifts);
    await insertAll(
      tx,
      ShiftUpdateEntity,
      withUpdates.flatMap(({ updates }) => updates),
    );
    for (const { shift, updates } of withUpdates) {
      await this.keeper.setTimer(tx, { ...shift, updates, breaks: [], signs: [] });
    }
  }
}

const isAsPlanned = (shift: ShiftEntity | undefined, plan: PlannedShift): boolean =>
  !!shift && written(shift) === written(plan);

const written = ({ day, timeZone, endsAt, duties, suspendedBecause }: PlannedShift): string => {
  const { showTimeToleranceMinutes, noShowMinutes, hourlyUpdate, silenceMinutes } = duties;
  return JSON.stringify([
    ...[day, timeZone, endsAt, suspendedBecause, showTimeToleranceMinutes, noShowMinutes, silenceMinutes],
    ...[hourlyUpdate?.everyMinutes, hourlyUpdate?.graceMinutes],
  ]);
};

const shiftFrom = (
  { placementId, clientId, expertId, expertName }: CoverageEntity,
  plan: PlannedShift,
  id: string,
): ShiftEntity => ({
  ...{ id, placementId, clientId, expertId, expertName },
  ...plan,
  state: plan.suspendedBecause ? 'suspended' : 'expected',
  ...{ checkedInAt: null, lateMinutes: 0, silenceNotedSince: null },
});
