import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { communicationEvents } from '#libs/contracts';
import { because, type EventOf, OnEvent } from '#libs/messaging';
import { dayOf } from '#libs/time';
import { Circle } from '../network/circle.js';
import { Cadences, zoneOf } from './cadences.js';
import { OneToOneEntity } from './one-to-one.entity.js';
import { OneToOneMeetingEntity } from './one-to-one-meeting.entity.js';
import { heldByMeeting } from './one-to-one-state.rules.js';
import { OneToOneDesk } from './one-to-one-desk.js';
import { Talks } from './talks.js';

const { meetingScheduled, meetingHeld } = communicationEvents;
type Meeting = Pick<EventOf<typeof meetingHeld>['data'], 'meetingId' | 'placementId' | 'startsAt'>;

/** CS-11, QN-7. Meetings in which the network talks with its expert: planned, and held. */
@Injectable()
export class MeetingsConsumer {
  constructor(
    private readonly circle: Circle,
    private readonly cadences: Cadences,
    private readonly desk: OneToOneDesk,
    private readonly talks: Talks,
  ) {}

  @OnEvent(meetingScheduled)
  async scheduled({ data }: EventOf<typeof meetingScheduled>, tx: EntityManager): Promise<void> {
    if (data.kind !== 'one-to-one') return;
    await this.keep(tx, data, data.what === 'cancelled' ? 'cancelled' : 'scheduled');
  }

  /** Holds a one-to-one once, when somebody of the network says so; what was said is written down later. */
  @OnEvent(meetingHeld)
  async held(event: EventOf<typeof meetingHeld>, tx: EntityManager): Promise<void> {
    const { kind, meetingId, placementId, startsAt } = event.data;
    if (kind !== 'one-to-one') return;
    const cadence = await this.cadences.locked(tx, placementId, 'expert');
    if (!cadence) throw new Error(`The placement ${placementId} of a meeting is not known yet.`);
    await this.keep(tx, event.data, 'held');
    if (event.actor.role === 'expert') return;
    if (await tx.existsBy(OneToOneEntity, { meetingId })) return;
    const placement = (await this.circle.find(tx, placementId))!;
    const heldAt = new Date(startsAt);
    const oneToOne = await this.heldBy(tx, placementId, dayOf(heldAt, zoneOf(placement, 'expert')));
    const by = because(event);
    if (oneToOne?.state === 'held') {
      await this.desk.save(tx, by.actor, oneToOne, { meetingId }, 'A meeting told of it, too.');
      return;
    }
    const talk = { heldAt, heldBy: null, meetingId, notes: null, agreed: null, overall: null };
    await this.talks.take(tx, by, { placement, cadence }, oneToOne, talk);
  }

  private async heldBy(tx: EntityManager, placementId: string, day: string): Promise<OneToOneEntity | null> {
    const candidates = await tx
      .createQueryBuilder(OneToOneEntity, 'talk')
      .where({ placementId, with: 'expert' })
      .andWhere(`talk.state <> 'cancelled'`)
      .orderBy('talk.dueOn')
      .addOrderBy('talk.id')
      .setLock('pessimistic_write')
      .getMany();
    return heldByMeeting(
      day,
      candidates.map((talk) => ({ ...talk, heldOn: talk.heldAt && dayOf(talk.heldAt, talk.timeZone) })),
    );
  }

  /** What is over stays so, whatever is heard of it again. */
  private async keep(tx: EntityManager, meeting: Meeting, state: OneToOneMeetingEntity['state']): Promise<void> {
    await tx.query(
      `insert into one_to_one_meetings as known (meeting_id, placement_id, starts_at, state) values ($1, $2, $3, $4)
       on conflict (meeting_id) do update set starts_at = excluded.starts_at, state = excluded.state
       where known.state = 'scheduled'`,
      [meeting.meetingId, meeting.placementId, meeting.startsAt, state],
    );
  }
}
