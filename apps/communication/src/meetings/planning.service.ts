import { Injectable } from '@nestjs/common';
import { requireRole } from '#libs/access';
import type { cancelMeeting, changeMeeting, scheduleMeeting } from '#libs/contracts';
import { invalidField, stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Coverages } from '../coverage/coverages.js';
import { MeetingDesk, meetingRefusal } from './meeting-desk.js';
import type { MeetingEntity } from './meeting.entity.js';
import { checkStart, endOf, invitedOnce, nextMeetingState } from './meeting.rules.js';
import type { MeetingView } from './meeting.view.js';

/** CS-11. Calls are scheduled, moved and cancelled; everybody's calendar learns of it. */
@Injectable()
export class PlanningService {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly desk: MeetingDesk,
    private readonly clock: Clock,
  ) {}

  /** 409 `communication.meeting-overlap`, `communication.not-running`; 422 `communication.meeting-time`. */
  schedule(call: Call<typeof scheduleMeeting>): Promise<MeetingView> {
    const { actor, input } = call;
    requireRole(actor, 'client', 'expert', 'account-executive', 'team-lead', 'admin');
    if (actor.role === 'client' && input.kind !== 'call') throw callsOnly();
    return this.refusing(
      this.transactions.command(call, async (tx) => {
        const coverage = await this.coverages.ofPlacement(tx, actor, input.placementId);
        this.coverages.requireActive(coverage);
        const startsAt = new Date(input.startsAt);
        checkStart(startsAt, this.clock.now());
        const { clientId, expertId, timeZone } = coverage;
        const meeting: MeetingEntity = {
          ...{ ...input, id: newId(), clientId, expertId, timeZone, startsAt },
          endsAt: endOf(startsAt, input.minutes),
          attendees: invitedOnce(input.attendees),
          ...{ state: 'scheduled', notes: null, followUps: [], scheduledBy: actor.name, version: 1 },
        };
        await this.desk.add(tx, actor, meeting);
        await this.desk.invite(tx, actor, meeting, 'scheduled', null);
        return this.desk.view(tx, meeting);
      }),
    );
  }

  /** 412 `request.stale`; otherwise like `schedule`. */
  change(call: Call<typeof changeMeeting>): Promise<MeetingView> {
    const { actor, input } = call;
    return this.refusing(
      this.transactions.command(call, async (tx) => {
        const meeting = await this.desk.locked(tx, actor, input.id);
        if (meeting.version !== input.version) throw stale(meeting.version);
        const state = nextMeetingState(meeting.state, 'change');
        const { startsAt: asked, attendees = meeting.attendees, ...change } = input.change;
        const startsAt = asked === undefined ? meeting.startsAt : new Date(asked);
        if (asked !== undefined) checkStart(startsAt, this.clock.now());
        const endsAt = endOf(startsAt, change.minutes ?? meeting.minutes);
        const set = { ...change, state, startsAt, endsAt, attendees: invitedOnce(attendees) };
        const moved = startsAt.getTime() !== meeting.startsAt.getTime();
        const reason = moved ? `Moved from ${meeting.startsAt.toISOString()} to ${startsAt.toISOString()}.` : null;
        const changed = await this.desk.save(tx, actor, meeting, set, reason);
        await this.desk.invite(tx, actor, changed, 'changed', reason);
        return this.desk.view(tx, changed);
      }),
    );
  }

  cancel(call: Call<typeof cancelMeeting>): Promise<MeetingView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      const meeting = await this.desk.locked(tx, actor, input.id);
      const state = nextMeetingState(meeting.state, 'cancel');
      const cancelled = await this.desk.save(tx, actor, meeting, { state }, input.reason);
      await this.desk.invite(tx, actor, cancelled, 'cancelled', input.reason);
      return this.desk.view(tx, cancelled);
    });
  }

  private async refusing<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw meetingRefusal(error);
    }
  }
}

const callsOnly = () =>
  invalidField('communication.calls-only', 'kind', 'must be call: the others are the network’s own', 'CS-11');
