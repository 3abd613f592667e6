import { Injectable } from '@nestjs/common';
import { type EntityManager, type FindOptionsWhere, In } from 'typeorm';
import type { Actor } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { type ClockEventKind, clockState, nextClockEvent, type ServiceCalendar } from '#libs/service-clock';
import { Clock, Timers } from '#libs/time';
import { type Care, Coverages } from '../coverage/coverages.js';
import { ClockEntity, type StoppedBecause } from './clock.entity.js';
import { isLate, nextNotice, planOf } from './clock-plan.rules.js';
import { aboutClock } from './clock.view.js';
import { calendarsOf, serviceClock } from './service-clock.js';

const { clockStarted, clockBreached, clockStopped } = communicationEvents;
export const clockTimers = { warn: 'communication.clock-warn', breach: 'communication.clock-breach' } as const;

/** Why a clock takes a turn, and when: now, unless a message was stamped on another machine. */
export interface Turn {
  actor: Actor;
  causationId?: string;
  at?: Date;
  because?: StoppedBecause;
  afterPause?: ClockEntity['afterPause'];
}
export interface LockedClock {
  clock: ClockEntity;
  calendar: ServiceCalendar;
  care: Care;
}

/** CS-7. One turn in the life of a clock: its event, what it comes to now, its timer, and who is told. */
@Injectable()
export class ClockSteps {
  constructor(
    private readonly coverages: Coverages,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Their timers are taken first, as those who fire them do: two who want the same clock never wait for each other. */
  async lock(tx: EntityManager, which: FindOptionsWhere<ClockEntity>[]): Promise<LockedClock[]> {
    const found = await tx.find(ClockEntity, { where: which, select: { id: true }, order: { id: 'asc' } });
    const ids = found.map(({ id }) => id);
    for (const id of ids) for (const kind of Object.values(clockTimers)) await this.timers.cancel(tx, kind, id);
    const clocks = await tx.find(ClockEntity, {
      where: { id: In(ids) },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    if (!clocks.length) return [];
    const calendarOf = await calendarsOf(tx, clocks);
    const careOf = await this.coverages.caresOf(tx, [...new Set(clocks.map(({ placementId }) => placementId))]);
    return clocks.map((clock) => ({ clock, calendar: calendarOf(clock), care: careOf(clock.placementId) }));
  }

  /** Sets the next timer of a locked clock, whatever it was before. */
  async schedule(tx: EntityManager, clock: ClockEntity): Promise<void> {
    const next = nextNotice(clock);
    if (next) await this.timers.set(tx, clockTimers[next.kind], clock.id, next.at);
  }

  async started(tx: EntityManager, turn: Turn, clock: ClockEntity, care: Care): Promise<void> {
    await this.schedule(tx, clock);
    await this.outbox.add(tx, clockStarted, {
      ...origin(turn),
      aggregateId: clock.id,
      data: { ...aboutClock(clock, care), dueAt: clock.dueAt?.toISOString() ?? null },
    });
  }

  /** Whether it was broken follows from its life alone, so what was stamped just in time was in time. */
  async turn(tx: EntityManager, locked: LockedClock, kind: ClockEventKind, turn: Turn): Promise<ClockEntity> {
    const { clock, calendar, care } = locked;
    const before = serviceClock(clock, calendar);
    const event = nextClockEvent(before, kind, turn.at ?? this.clock.now());
    const events = [...before.events, event];
    const after = { ...before, events };
    const { state, countedSeconds, breachedAt } = clockState(after, event.at);
    const plan = planOf(after, clock.warnings);
    const isStopped = state === 'stopped';
    const set = {
      state,
      events: events.map((each) => ({ ...each, at: each.at.toISOString() })),
      stoppedAt: isStopped ? event.at : null,
      stoppedBecause: isStopped ? (turn.because ?? 'done') : null,
      afterPause: turn.afterPause ?? null,
      warnAt: plan.warnAt,
      dueAt: state === 'running' ? plan.dueAt : null,
      breachedAt,
      noticedLate: !!breachedAt && (clock.noticedLate || (!clock.breachedAt && isLate(breachedAt, this.clock.now()))),
    };
    await tx.update(ClockEntity, { id: clock.id }, set);
    const turned: ClockEntity = { ...clock, ...set };
    const about = { ...origin(turn), aggregateId: clock.id };
    if (breachedAt && !clock.breachedAt) {
      const data = { ...aboutClock(turned, care), breachedAt: breachedAt.toISOString(), late: set.noticedLate };
      await this.outbox.add(tx, clockBreached, { ...about, data });
    }
    if (isStopped) {
      const { stoppedBecause: because } = set;
      const stopped = { stoppedAt: event.at.toISOString(), countedSeconds, because: because!, kept: !breachedAt };
      await this.outbox.add(tx, clockStopped, { ...about, data: { ...aboutClock(turned, care), ...stopped } });
    }
    if (kind === 'reopened') await this.started(tx, turn, turned, care);
    else await this.schedule(tx, turned);
    return turned;
  }
}

const origin = ({ actor, causationId }: Turn) => ({ actor, ...(causationId && { causationId }) });
