import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { communicationEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Circle } from '../network/circle.js';
import type { EnglishSessionEntity } from './english-session.entity.js';

const { meetingScheduled, meetingHeld } = communicationEvents;
type Meeting = Omit<EventOf<typeof meetingHeld>['data'], 'notes' | 'followUps'>;

/** CS-11, QN-9. English sessions are meetings: scheduled, moved, cancelled and held in communication. */
@Injectable()
export class EnglishConsumer {
  constructor(private readonly circle: Circle) {}

  @OnEvent(meetingScheduled)
  scheduled({ data }: EventOf<typeof meetingScheduled>, tx: EntityManager): Promise<void> {
    return this.keep(tx, data, data.what === 'cancelled' ? 'cancelled' : 'scheduled');
  }

  @OnEvent(meetingHeld)
  held({ data }: EventOf<typeof meetingHeld>, tx: EntityManager): Promise<void> {
    return this.keep(tx, data, 'held');
  }

  /** What is over stays so, whatever is heard of it again. */
  private async keep(tx: EntityManager, meeting: Meeting, state: EnglishSessionEntity['state']): Promise<void> {
    const { kind, meetingId, placementId, expertId, title, startsAt, minutes, timeZone } = meeting;
    if (kind !== 'english-session') return;
    if (!(await this.circle.find(tx, placementId))) {
      throw new Error(`The placement ${placementId} of a meeting is not known yet.`);
    }
    await tx.query(
      `insert into english_sessions as known
         (id, placement_id, expert_id, title, starts_at, minutes, time_zone, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set title = excluded.title, starts_at = excluded.starts_at,
         minutes = excluded.minutes, state = excluded.state, version = known.version + 1
       where known.state = 'scheduled' and (known.title, known.starts_at, known.minutes, known.state)
         <> (excluded.title, excluded.starts_at, excluded.minutes, excluded.state)`,
      [meetingId, placementId, expertId, title, startsAt, minutes, timeZone, state],
    );
  }
}
