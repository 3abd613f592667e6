import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { Clock, type Day, dayOf, startOfDay, Timers } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import { CadenceEntity } from './cadence.entity.js';
import { announcedOn, dueAfterExtra, dueAsAmended, nextDue } from './cadence.rules.js';
import { nextOneToOneState } from './one-to-one-state.rules.js';
import { OneToOneDesk } from './one-to-one-desk.js';

export type Side = CadenceEntity['with'];
export type Intervals = Record<Side, number>;

const sides: readonly Side[] = ['expert', 'client'];
export const cadenceTimer = 'quality.one-to-one';

/** Days of a client's one-to-ones are the client's, those of an expert's the contract's. */
export const zoneOf = ({ timeZone, clientTimeZone }: CaredFor, side: Side): string =>
  side === 'client' ? clientTimeZone : timeZone;

/** QN-7. When the next one-to-one of each side of a placement is due. */
@Injectable()
export class Cadences {
  constructor(
    private readonly circle: Circle,
    private readonly desk: OneToOneDesk,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Locked before everything else of its side; null when the placement is not known. */
  locked(tx: EntityManager, placementId: string, side: Side): Promise<CadenceEntity | null> {
    const where = { placementId, with: side };
    return tx.findOne(CadenceEntity, { where, lock: { mode: 'pessimistic_write' } });
  }

  async begin(tx: EntityManager, placementId: string, intervals: Intervals): Promise<void> {
    for (const side of sides) {
      const first = { placementId, with: side, everyDays: intervals[side] };
      await tx.createQueryBuilder().insert().into(CadenceEntity).values(first).orIgnore().execute();
    }
    const { startsOn } = await this.placement(tx, placementId);
    await this.resume(tx, placementId, startsOn);
  }

  /** What is due is cancelled, and nothing becomes due. */
  async rest(tx: EntityManager, actor: Actor, placementId: string, because: string): Promise<void> {
    for (const cadence of await this.both(tx, placementId)) {
      await tx.update(CadenceEntity, keyOf(cadence), { dueOn: null });
      await this.timers.cancel(tx, cadenceTimer, subjectOf(cadence));
      const due = await this.desk.due(tx, placementId, cadence.with);
      if (!due) continue;
      const state = nextOneToOneState(due.state, 'cancel');
      await this.desk.save(tx, actor, due, { state, cancelledBecause: because }, because);
    }
  }

  /** With a whole interval from that day on. */
  async resume(tx: EntityManager, placementId: string, from: Day): Promise<void> {
    const placement = await this.placement(tx, placementId);
    for (const cadence of await this.both(tx, placementId)) {
      if (cadence.dueOn) continue;
      await this.plan(tx, placement, cadence, nextDue(from, cadence.everyDays, this.today(placement, cadence)));
    }
  }

  /** PM-11. From its day on; one that is due already keeps its day. */
  async amend(tx: EntityManager, placementId: string, intervals: Intervals, from: Day): Promise<void> {
    for (const cadence of await this.both(tx, placementId)) {
      const everyDays = intervals[cadence.with];
      if (everyDays === cadence.everyDays) continue;
      await tx.update(CadenceEntity, keyOf(cadence), { everyDays });
      if (!cadence.dueOn || (await this.desk.due(tx, placementId, cadence.with))) continue;
      const placement = await this.placement(tx, placementId);
      const dueOn = dueAsAmended(cadence.dueOn, from, everyDays, this.today(placement, cadence));
      await this.plan(tx, placement, cadence, dueOn);
    }
  }

  /** After the one that was due is over: held, or missed. */
  async goOn(tx: EntityManager, placement: CaredFor, cadence: CadenceEntity, last: Day): Promise<void> {
    if (!cadence.dueOn) return;
    await this.plan(tx, placement, cadence, nextDue(last, cadence.everyDays, this.today(placement, cadence)));
  }

  /** After one was held that nobody waited for; one that is due already keeps its day. */
  async countExtra(tx: EntityManager, placement: CaredFor, cadence: CadenceEntity, heldOn: Day): Promise<void> {
    if (!cadence.dueOn || (await this.desk.due(tx, cadence.placementId, cadence.with))) return;
    await this.plan(tx, placement, cadence, dueAfterExtra(cadence.dueOn, heldOn, cadence.everyDays));
  }

  /** When what is to be due on the day of the cadence is announced. */
  announcedAt(placement: CaredFor, { dueOn, noticeWorkingDays, with: side }: CadenceEntity & { dueOn: Day }): Date {
    return startOfDay(announcedOn(dueOn, noticeWorkingDays), zoneOf(placement, side));
  }

  async ring(tx: EntityManager, cadence: CadenceEntity, at: Date): Promise<void> {
    await this.timers.set(tx, cadenceTimer, subjectOf(cadence), at);
  }

  private async plan(tx: EntityManager, placement: CaredFor, cadence: CadenceEntity, dueOn: Day): Promise<void> {
    await tx.update(CadenceEntity, keyOf(cadence), { dueOn });
    await this.ring(tx, cadence, this.announcedAt(placement, { ...cadence, dueOn }));
  }

  private async both(tx: EntityManager, placementId: string): Promise<CadenceEntity[]> {
    const cadences: CadenceEntity[] = [];
    for (const side of sides) {
      const cadence = await this.locked(tx, placementId, side);
      if (cadence) cadences.push(cadence);
    }
    return cadences;
  }

  private async placement(tx: EntityManager, placementId: string): Promise<CaredFor> {
    const placement = await this.circle.find(tx, placementId);
    if (!placement) throw new Error(`The placement ${placementId} has one-to-ones and is not known.`);
    return placement;
  }

  private today(placement: CaredFor, { with: side }: CadenceEntity): Day {
    return dayOf(this.clock.now(), zoneOf(placement, side));
  }
}

const keyOf = ({ placementId, with: side }: CadenceEntity) => ({ placementId, with: side });
const subjectOf = ({ placementId, with: side }: CadenceEntity): string => `${placementId}/${side}`;
