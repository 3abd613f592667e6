import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { communicationEvents, type holdMeeting } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { WorkRequests } from '../questions/work-requests.js';
import { MeetingDesk } from './meeting-desk.js';
import type { MeetingEntity } from './meeting.entity.js';
import { checkHeld, nextMeetingState } from './meeting.rules.js';
import { aboutMeeting, type MeetingView } from './meeting.view.js';

type HoldCall = Call<typeof holdMeeting>;

/** CS-11. What came of a meeting: notes, and follow-ups that become tasks on the board (TS-11). */
@Injectable()
export class HoldingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: MeetingDesk,
    private readonly work: WorkRequests,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Again changes nothing: each follow-up is one task. 409 `communication.meeting-not-yet` before it begins. */
  hold(call: HoldCall): Promise<MeetingView> {
    const { actor, input } = call;
    requireRole(actor, 'expert', 'account-executive', 'team-lead', 'admin');
    return this.transactions.command(call, async (tx) => {
      const meeting = await this.desk.locked(tx, actor, input.id);
      if (meeting.state === 'held') return this.desk.view(tx, meeting);
      const state = nextMeetingState(meeting.state, 'hold');
      checkHeld(meeting.startsAt, this.clock.now());
      const followUps = await this.tasks(tx, actor, meeting, input.followUps);
      const held = await this.desk.save(tx, actor, meeting, { state, notes: input.notes, followUps }, null);
      await this.outbox.add(tx, communicationEvents.meetingHeld, {
        aggregateId: held.id,
        actor,
        data: { ...aboutMeeting(held), notes: input.notes, followUps },
      });
      return this.desk.view(tx, held);
    });
  }

  private async tasks(
    tx: EntityManager,
    actor: Actor,
    { id, placementId, title: of }: MeetingEntity,
    asked: HoldCall['input']['followUps'],
  ): Promise<MeetingEntity['followUps']> {
    const followUps: MeetingEntity['followUps'] = [];
    for (const { title, estimateMinutes = null } of asked) {
      const work = { placementId, title, description: `From the meeting “${of}”.`, estimateMinutes };
      const taskId = await this.work.request(tx, actor, { ...work, source: { kind: 'meeting', id } });
      followUps.push({ title, estimateMinutes, taskId });
    }
    return followUps;
  }
}
