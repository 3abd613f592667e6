import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, systemActor, visible } from '#libs/access';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { BreakCover } from './break-cover.js';
import { openBreak } from './breaks.rules.js';
import { factOf, lateReturn } from './facts.rules.js';
import { type Moment, nextMoment, passed, suspended } from './presence.rules.js';
import { ShiftBreakEntity } from './shift-break.entity.js';
import { ShiftEntity } from './shift.entity.js';
import { ShiftTeller } from './shift-teller.js';
import { ShiftUpdateEntity } from './shift-update.entity.js';
import type { LiveShift, ShiftFacts } from './shift.types.js';
import { Signs } from './signs.js';

/** One timer a shift: it rings at the next moment, whatever that is. */
export const shiftTimer = 'communication.shift';

/** CS-1 to CS-3. Locks a shift, lets pass what has come due, and saves what changed. */
@Injectable()
export class ShiftKeeper {
  constructor(
    private readonly teller: ShiftTeller,
    private readonly cover: BreakCover,
    private readonly signs: Signs,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Rings at a moment of the shift; what was changed meanwhile is seen under the lock. */
  @OnTimer(shiftTimer)
  async ring({ subjectId }: Timer, tx: EntityManager): Promise<void> {
    const found = await tx.findOne(ShiftEntity, { where: { id: subjectId }, lock: { mode: 'pessimistic_write' } });
    if (!found) return;
    const before = await this.live(tx, found);
    const now = this.clock.now();
    await this.save(tx, before, await this.letPass(tx, before, ({ at }) => at <= now));
  }

  /** 404 for strangers. Deadlines that passed unseen come first: what happens at a deadline itself is in time. */
  async lock(tx: EntityManager, actor: Actor, id: string): Promise<{ before: LiveShift; shift: LiveShift }> {
    const found = await tx.findOne(ShiftEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const before = await this.live(tx, visible(actor, found, 'shift'));
    const now = this.clock.now();
    return { before, shift: await this.letPass(tx, before, ({ at }) => at < now) };
  }

  /** CS-1. Nobody is expected any longer, for a reason that readers see; what was noted until now stays. */
  async suspend(tx: EntityManager, found: ShiftEntity, because: string): Promise<void> {
    const now = this.clock.now();
    const before = await this.live(tx, found);
    const shift = await this.letPass(tx, before, ({ at }) => at < now);
    const away = openBreak(shift.breaks);
    const after = { ...suspended(shift, now), suspendedBecause: because };
    if (away) await this.cover.back(tx, systemActor, after, away);
    await this.signs.forget(tx, shift, shift.endsAt);
    await this.save(tx, before, after);
  }

  /** Writes what differs, and sets the timer to what comes next. */
  async save(tx: EntityManager, before: LiveShift, after: LiveShift): Promise<void> {
    const { id, state, checkedInAt, lateMinutes, silenceNotedSince, suspendedBecause } = after;
    const set = { state, checkedInAt, lateMinutes, silenceNotedSince, suspendedBecause };
    if (Object.entries(set).some(([name, value]) => before[name as keyof typeof set] !== value)) {
      await tx.update(ShiftEntity, { id }, set);
    }
    for (const update of after.updates) {
      if (!before.updates.includes(update)) await tx.upsert(ShiftUpdateEntity, { ...update, shiftId: id }, ['id']);
    }
    for (const taken of after.breaks) {
      if (!before.breaks.includes(taken)) await tx.upsert(ShiftBreakEntity, { ...taken, shiftId: id }, ['id']);
    }
    await this.setTimer(tx, after);
  }

  async setTimer(tx: EntityManager, shift: Pick<LiveShift, 'id'> & ShiftFacts): Promise<void> {
    const next = nextMoment(shift);
    if (next) await this.timers.set(tx, shiftTimer, shift.id, next.at);
    else await this.timers.cancel(tx, shiftTimer, shift.id);
  }

  async live(tx: EntityManager, shift: ShiftEntity): Promise<LiveShift> {
    const { id: shiftId, startsAt, endsAt } = shift;
    const updates = await tx.find(ShiftUpdateEntity, { where: { shiftId }, order: { dueAt: 'ASC', id: 'ASC' } });
    const breaks = await tx.find(ShiftBreakEntity, { where: { shiftId }, order: { startedAt: 'ASC', id: 'ASC' } });
    return { ...shift, updates, breaks, signs: await this.signs.between(tx, shift, startsAt, endsAt) };
  }

  private async letPass(tx: EntityManager, before: LiveShift, isDue: (moment: Moment) => boolean): Promise<LiveShift> {
    let shift = before;
    for (let moment = nextMoment(shift); moment && isDue(moment); moment = nextMoment(shift)) {
      const away = openBreak(shift.breaks);
      shift = passed(shift, moment);
      await this.teller.moment(tx, shift, moment);
      const fact = factOf(shift, moment);
      if (fact) await this.teller.note(tx, systemActor, shift, fact, moment.at);
      if (moment.kind === 'over')
        await this.end(tx, shift, moment.at, away && shift.breaks.find(({ id }) => id === away.id));
    }
    return shift;
  }

  /** A break ends with its shift, and so does the wait for signs. */
  private async end(
    tx: EntityManager,
    shift: LiveShift,
    at: Date,
    taken: ShiftFacts['breaks'][number] | undefined,
  ): Promise<void> {
    await this.signs.forget(tx, shift, shift.endsAt);
    if (!taken) return;
    await this.teller.breakEnded(tx, systemActor, shift, taken, at);
    await this.cover.back(tx, systemActor, shift, taken);
    const fact = lateReturn(shift, taken);
    if (fact) await this.teller.note(tx, systemActor, shift, fact);
  }
}
