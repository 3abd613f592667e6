import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import { communicationEvents, type EventContract } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Coverages } from '../coverage/coverages.js';
import type { Fact } from './facts.rules.js';
import { isNoticedLate } from './instants.rules.js';
import { type Moment, showTimeOf } from './presence.rules.js';
import { PresenceFactEntity } from './presence-fact.entity.js';
import type { LiveShift, ShiftBreak, StatusUpdate } from './shift.types.js';

const events = communicationEvents;
/** Which shift it is, and whom it concerns: what every event about a shift says. */
type About = Pick<
  z.output<typeof events.noShow.data>,
  'shiftId' | 'placementId' | 'clientId' | 'expertId' | 'teamLeadId' | 'accountExecutiveId' | 'day' | 'timeZone'
>;

/** Tells the other services what happens in a shift, and notes what is for a conversation. */
@Injectable()
export class ShiftTeller {
  constructor(
    private readonly coverages: Coverages,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async moment(tx: EntityManager, shift: LiveShift, moment: Moment): Promise<void> {
    const late = isNoticedLate(moment.at, this.clock.now());
    const startsAt = shift.startsAt.toISOString();
    switch (moment.kind) {
      case 'show-time': {
        const showTimeBy = (showTimeOf(shift) ?? moment.at).toISOString();
        return this.tell(tx, systemActor, shift, events.showTimePassed, (about) => ({
          ...about,
          startsAt,
          showTimeBy,
        }));
      }
      case 'no-show':
        return this.tell(tx, systemActor, shift, events.noShow, (about) => ({ ...about, startsAt, late }));
      case 'reminded':
        return this.tell(tx, systemActor, shift, events.updateReminded, (about) => ({
          ...about,
          ...slotOf(shift, moment.updateId),
        }));
      case 'missed':
        return this.tell(tx, systemActor, shift, events.updateMissed, (about) => ({
          ...about,
          ...slotOf(shift, moment.updateId),
          late,
        }));
      case 'break-overdue':
        return this.tell(tx, systemActor, shift, events.breakOverdue, (about) => ({
          ...about,
          breakId: moment.breakId,
          expectedBackAt: moment.at.toISOString(),
        }));
      default:
    }
  }

  checkedIn(tx: EntityManager, actor: Actor, shift: LiveShift, at: Date): Promise<void> {
    return this.tell(tx, actor, shift, events.checkedIn, (about) => ({
      ...about,
      startsAt: shift.startsAt.toISOString(),
      checkedInAt: at.toISOString(),
      lateMinutes: shift.lateMinutes,
    }));
  }

  updateGiven(tx: EntityManager, actor: Actor, shift: LiveShift, update: StatusUpdate, at: Date): Promise<void> {
    return this.tell(tx, actor, shift, events.updateGiven, (about) => ({
      ...about,
      slotId: update.id,
      dueAt: update.dueAt.toISOString(),
      text: update.text ?? '',
      givenAt: at.toISOString(),
    }));
  }

  breakStarted(tx: EntityManager, actor: Actor, shift: LiveShift, taken: ShiftBreak): Promise<void> {
    return this.tell(tx, actor, shift, events.breakStarted, (about) => ({
      ...about,
      breakId: taken.id,
      startedAt: taken.startedAt.toISOString(),
      expectedBackAt: taken.expectedBackAt.toISOString(),
      coveredBy: taken.coveredBy,
    }));
  }

  breakEnded(tx: EntityManager, actor: Actor, shift: LiveShift, taken: ShiftBreak, at: Date): Promise<void> {
    return this.tell(tx, actor, shift, events.breakEnded, (about) => ({
      ...about,
      breakId: taken.id,
      endedAt: at.toISOString(),
      late: at > taken.expectedBackAt,
    }));
  }

  /** CS-1 to CS-3. Once: the database refuses a fact of the same kind and time. `due` is when it was to be noticed. */
  async note(tx: EntityManager, actor: Actor, shift: LiveShift, fact: Fact, due = fact.at): Promise<void> {
    const { id: shiftId, placementId, clientId, expertId, expertName } = shift;
    const { kind, at, minutes } = fact;
    const [id, noticedLate] = [newId(), isNoticedLate(due, this.clock.now())];
    const owners = { shiftId, placementId, clientId, expertId, expertName };
    await tx.insert(PresenceFactEntity, { id, ...owners, ...fact, noticedLate });
    await this.tell(tx, actor, shift, events.presenceNoted, (about) => ({
      ...about,
      factId: id,
      kind,
      at: at.toISOString(),
      minutes,
      late: noticedLate,
    }));
  }

  private async tell<E extends EventContract>(
    tx: EntityManager,
    actor: Actor,
    shift: LiveShift,
    event: E,
    dataOf: (about: About) => z.input<E['data']>,
  ): Promise<void> {
    const { id, placementId, clientId, expertId, day, timeZone } = shift;
    const care = this.coverages.careOf(await this.coverages.ofPlacement(tx, systemActor, placementId));
    const data = dataOf({ shiftId: id, placementId, clientId, expertId, ...care, day, timeZone });
    await this.outbox.add(tx, event, { aggregateId: id, actor, data });
  }
}

function slotOf(shift: LiveShift, updateId: string): { slotId: string; dueAt: string } {
  const { dueAt } = shift.updates.find(({ id }) => id === updateId)!;
  return { slotId: updateId, dueAt: dueAt.toISOString() };
}
