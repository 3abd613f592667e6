import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { Actor } from '#libs/access';
import { newId } from '#libs/persistence';
import type { ClockEventKind } from '#libs/service-clock';
import { Clock } from '#libs/time';
import type { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { ClockEntity, type ClockKind, type ClockState, type ClockSubject } from './clock.entity.js';
import { planOf, warningsOf } from './clock-plan.rules.js';
import { ClockSteps } from './clock-steps.js';
import { type PromiseClockView, viewOf } from './clock.view.js';
import { allDay, calendarsOf, serviceClock } from './service-clock.js';

export interface NewClock {
  kind: ClockKind;
  subjectKind: ClockSubject;
  subjectId: string;
  title: string;
  /** Locked; active, but for a mistake. */
  coverage: CoverageEntity;
  /** Account of who has to keep it. */
  assignedTo: string;
  targetSeconds: number;
  /** Counts at night and on holidays too. */
  aroundTheClock?: boolean;
  /** Service seconds at which it warns, beside the percentages of the contract. */
  warnings?: readonly number[];
  /** Now, unless a message was stamped on another machine. */
  at?: Date;
}

/** The states a step can be taken in; in all others it has no effect, so that a step taken twice is taken once. */
const possible = {
  waiting: ['running'],
  resumed: ['waiting'],
  stopped: ['running', 'waiting'],
  reopened: ['stopped'],
} as const satisfies Partial<Record<ClockEventKind, readonly ClockState[]>>;
type Step = keyof typeof possible;

/** CS-7. The clocks of a question, bug or mistake; every method works inside the caller's transaction. */
@Injectable()
export class Clocks {
  constructor(
    private readonly coverages: Coverages,
    private readonly steps: ClockSteps,
    private readonly clock: Clock,
  ) {}

  /** Pins the calendar and terms in force at its start, and tells `clock-started`. */
  async start(tx: EntityManager, actor: Actor, given: NewClock): Promise<ClockEntity> {
    const { kind, subjectKind, subjectId, title, coverage, assignedTo, targetSeconds, aroundTheClock = false } = given;
    const { placementId, clientId, expertId } = coverage;
    const at = given.at ?? this.clock.now();
    const { calendar, version } = await this.coverages.calendarOf(tx, placementId, at);
    const { warnAtPercent } = await this.coverages.termsAt(tx, placementId, at);
    const warnings = warningsOf(targetSeconds, warnAtPercent, given.warnings ?? []);
    const events = [{ kind: 'started' as const, at: at.toISOString() }];
    const counted = serviceClock({ events, targetSeconds }, aroundTheClock ? allDay(calendar) : calendar);
    const clock: ClockEntity = {
      ...{ id: newId(), kind, subjectKind, subjectId, title, placementId, clientId, expertId, assignedTo },
      ...{ calendarVersion: version, aroundTheClock, targetSeconds, state: 'running', events, startedAt: at },
      ...{ stoppedAt: null, stoppedBecause: null, afterPause: null, warnedSeconds: null },
      ...{ warnings, ...planOf(counted, warnings), breachedAt: null, noticedLate: false },
    };
    await tx.insert(ClockEntity, clock);
    await this.steps.started(tx, { actor }, clock, this.coverages.careOf(coverage));
    return clock;
  }

  /** The client has to say something first. */
  wait(tx: EntityManager, actor: Actor, subjectId: string, kinds?: readonly ClockKind[], at?: Date): Promise<void> {
    return this.step(tx, actor, { subjectId, kinds, at, step: 'waiting' });
  }

  /** It did. */
  resume(tx: EntityManager, actor: Actor, subjectId: string, kinds?: readonly ClockKind[], at?: Date): Promise<void> {
    return this.step(tx, actor, { subjectId, kinds, at, step: 'resumed' });
  }

  stop(tx: EntityManager, actor: Actor, subjectId: string, kinds?: readonly ClockKind[], at?: Date): Promise<void> {
    return this.step(tx, actor, { subjectId, kinds, at, step: 'stopped' });
  }

  /** It counts on where it was stopped. */
  reopen(tx: EntityManager, actor: Actor, subjectId: string, kinds?: readonly ClockKind[], at?: Date): Promise<void> {
    return this.step(tx, actor, { subjectId, kinds, at, step: 'reopened' });
  }

  /** CS-3. Somebody else has to keep them from now on. */
  async assign(tx: EntityManager, subjectId: string, assignedTo: string): Promise<void> {
    await tx.update(ClockEntity, { subjectId, state: Not('stopped') }, { assignedTo });
    await tx.update(ClockEntity, { subjectId, stoppedBecause: 'paused' }, { assignedTo });
  }

  /** By subject, in the order they started; those without clocks have none. */
  async viewsOf(on: EntityManager, subjectIds: readonly string[]): Promise<Map<string, PromiseClockView[]>> {
    if (!subjectIds.length) return new Map();
    const clocks = await on.find(ClockEntity, {
      where: { subjectId: In([...subjectIds]) },
      order: { startedAt: 'asc', id: 'asc' },
    });
    return Map.groupBy(await this.views(on, clocks), ({ subjectId }) => subjectId);
  }

  async views(on: EntityManager, clocks: readonly ClockEntity[]): Promise<PromiseClockView[]> {
    if (!clocks.length) return [];
    const calendarOf = await calendarsOf(on, clocks);
    const now = this.clock.now();
    return clocks.map((clock) => viewOf(clock, calendarOf(clock), now));
  }

  private async step(
    tx: EntityManager,
    actor: Actor,
    given: { subjectId: string; kinds: readonly ClockKind[] | undefined; at: Date | undefined; step: Step },
  ): Promise<void> {
    const { subjectId, kinds, at, step } = given;
    for (const locked of await this.steps.lock(tx, [{ subjectId, ...(kinds && { kind: In([...kinds]) }) }])) {
      const { clock } = locked;
      const states: readonly ClockState[] = possible[step];
      if (clock.afterPause) await this.afterPause(tx, clock, step);
      else if (states.includes(clock.state)) await this.steps.turn(tx, locked, step, { actor, ...(at && { at }) });
      else await this.steps.schedule(tx, clock);
    }
  }

  /** What happens to a promise while the placement rests decides what it goes back to. */
  private async afterPause(tx: EntityManager, { id }: ClockEntity, step: Step): Promise<void> {
    const set: Partial<ClockEntity> =
      step === 'stopped'
        ? { afterPause: null, stoppedBecause: 'done' }
        : { afterPause: step === 'waiting' ? 'waiting' : 'running' };
    await tx.update(ClockEntity, { id }, set);
  }
}
