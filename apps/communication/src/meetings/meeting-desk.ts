import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, notYours, visible } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { conflict } from '#libs/errors';
import { History } from '#libs/history';
import { Outbox } from '#libs/messaging';
import { onConstraint } from '#libs/persistence';
import { Clock } from '#libs/time';
import { MeetingEntity } from './meeting.entity.js';
import { meetingFile } from './meeting-file.js';
import { aboutMeeting, meetingView, type MeetingView } from './meeting.view.js';

/** CS-11. Where a meeting is looked up, saved and told of; for those who have a part in it. */
@Injectable()
export class MeetingDesk {
  constructor(
    private readonly history: History,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** 404 for strangers, and for a client where it isn't its call. */
  seen(actor: Actor, meeting: MeetingEntity | null): MeetingEntity {
    const found = visible(actor, meeting, 'meeting');
    if (actor.role === 'client' && found.kind !== 'call') throw notYours('meeting');
    return found;
  }

  async locked(tx: EntityManager, actor: Actor, id: string): Promise<MeetingEntity> {
    return this.seen(actor, await tx.findOne(MeetingEntity, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }

  async add(tx: EntityManager, actor: Actor, meeting: MeetingEntity): Promise<void> {
    await tx.insert(MeetingEntity, meeting);
    await this.history.add(tx, meeting.id, actor, meeting.state);
  }

  /** Changes it, with the reason in its history. */
  async save(
    tx: EntityManager,
    actor: Actor,
    meeting: MeetingEntity,
    set: Partial<MeetingEntity>,
    reason: string | null,
  ): Promise<MeetingEntity> {
    const saved = { ...meeting, ...set, version: meeting.version + 1 };
    await tx.update(MeetingEntity, { id: meeting.id }, { ...set, version: saved.version });
    await this.history.add(tx, saved.id, actor, saved.state, reason);
    return saved;
  }

  /** To everybody it concerns, with the file for their calendars. */
  async invite(
    tx: EntityManager,
    actor: Actor,
    meeting: MeetingEntity,
    what: 'scheduled' | 'changed' | 'cancelled',
    reason: string | null,
  ): Promise<void> {
    const data = {
      ...aboutMeeting(meeting),
      ...{ what, reason, agenda: meeting.agenda, ics: meetingFile(meeting, this.clock.now()) },
    };
    await this.outbox.add(tx, communicationEvents.meetingScheduled, { aggregateId: meeting.id, actor, data });
  }

  async view(on: EntityManager, meeting: MeetingEntity): Promise<MeetingView> {
    return (await this.views(on, [meeting]))[0]!;
  }

  async views(on: EntityManager, meetings: readonly MeetingEntity[]): Promise<MeetingView[]> {
    const histories = await this.history.of(
      on,
      meetings.map(({ id }) => id),
    );
    return meetings.map((meeting) => meetingView(meeting, histories.get(meeting.id) ?? []));
  }
}

/** 409 `communication.meeting-overlap`: without a word on whose the other meeting is. */
export const meetingRefusal = (error: unknown): unknown =>
  onConstraint(error, {
    meeting_no_overlap: () =>
      conflict('communication.meeting-overlap', 'The expert is in another meeting at that time.', {
        rule: 'CS-11',
        errors: [{ field: 'startsAt', message: 'must leave the expert one meeting at a time' }],
      }),
  });
