import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import type { checkIn, endBreak, giveUpdate, startBreak } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { back, checkedIn, onBreak, updated } from './attendance.rules.js';
import { BreakCover } from './break-cover.js';
import { lateArrival, lateReturn } from './facts.rules.js';
import { ShiftKeeper } from './shift-keeper.js';
import { ShiftTeller } from './shift-teller.js';
import { shiftViews, type ShiftView } from './shift.view.js';
import type { LiveShift } from './shift.types.js';
import { Signs } from './signs.js';

type Step = Call<typeof checkIn | typeof giveUpdate | typeof startBreak | typeof endBreak>;

/** CS-1 to CS-3. What an expert does in its shift; each of it is a sign. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly keeper: ShiftKeeper,
    private readonly teller: ShiftTeller,
    private readonly cover: BreakCover,
    private readonly signs: Signs,
    private readonly clock: Clock,
  ) {}

  /** Twice changes nothing. */
  checkIn(call: Call<typeof checkIn>): Promise<ShiftView> {
    return this.step(call, (tx, shift, now) => this.come(tx, call.actor, shift, checkedIn(shift, now)));
  }

  /** Before the check-in it counts as that too: who writes is there. */
  giveUpdate(call: Call<typeof giveUpdate>): Promise<ShiftView> {
    const { actor, input } = call;
    return this.step(call, async (tx, shift, now) => {
      const { after, update } = updated(shift, { id: newId(), text: input.text, at: now });
      const there = await this.come(tx, actor, shift, after);
      await this.teller.updateGiven(tx, actor, there, update, now);
      return there;
    });
  }

  startBreak(call: Call<typeof startBreak>): Promise<ShiftView> {
    const { actor, input } = call;
    return this.step(call, async (tx, shift, now) => {
      const coveredBy = await this.cover.of(tx, shift);
      const id = newId();
      const away = onBreak(shift, { id, at: now, minutes: input.expectedMinutes, coveredBy });
      const taken = away.breaks.at(-1)!;
      await this.teller.breakStarted(tx, actor, away, taken);
      await this.cover.begin(tx, actor, away, taken);
      return away;
    });
  }

  endBreak(call: Call<typeof endBreak>): Promise<ShiftView> {
    const { actor } = call;
    return this.step(call, async (tx, shift, now) => {
      const { after: there, taken } = back(shift, now);
      await this.teller.breakEnded(tx, actor, there, taken, now);
      await this.cover.back(tx, actor, there, taken);
      const fact = lateReturn(there, taken);
      if (fact) await this.teller.note(tx, actor, there, fact);
      return there;
    });
  }

  /** Tells of an arrival, if this is one, and notes it when it was late. */
  private async come(tx: EntityManager, actor: Actor, before: LiveShift, there: LiveShift): Promise<LiveShift> {
    const { checkedInAt, lateMinutes } = there;
    if (before.checkedInAt || !checkedInAt) return there;
    await this.teller.checkedIn(tx, actor, there, checkedInAt);
    if (lateMinutes > 0) await this.teller.note(tx, actor, there, lateArrival(there, checkedInAt, lateMinutes));
    return there;
  }

  private step(
    call: Step,
    work: (tx: EntityManager, shift: LiveShift, now: Date) => Promise<LiveShift>,
  ): Promise<ShiftView> {
    const { actor, input } = call;
    requireRole(actor, 'expert');
    const step = async (tx: EntityManager): Promise<ShiftView> => {
      const { before, shift } = await this.keeper.lock(tx, actor, input.id);
      const now = this.clock.now();
      const after = await work(tx, shift, now);
      await this.signs.note(tx, shift.placementId, shift.expertId, now);
      await this.keeper.save(tx, before, { ...after, signs: [...after.signs, now] });
      return (await shiftViews(tx, [after]))[0]!;
    };
    // What it locks, down to the questions it hands over, belongs to placements of this expert.
    return this.transactions.command(call, step, { group: actor.expertId });
  }
}
