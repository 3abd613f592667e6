import { Injectable } from '@nestjs/common';
import { requireRole, staff } from '#libs/access';
import { qualityEvents, type recordCoaching, type resolveComplaint } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { CoachingSessionEntity } from './coaching-session.entity.js';
import { aboutComplaint, ComplaintDesk } from './complaint-desk.js';
import type { ComplaintView } from './complaint.entity.js';
import { checkHeld, nextComplaintState } from './complaint-state.rules.js';

/** QN-4. A complaint is worked on: the expert is coached, and what the client complained of is resolved. */
@Injectable()
export class CoachingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: ComplaintDesk,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  coach(call: Call<typeof recordCoaching>): Promise<ComplaintView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, ...staff);
      const { complaint, placement } = await this.desk.find(tx, actor, input.id, true);
      const state = nextComplaintState(complaint.state, 'coach');
      const heldAt = new Date(input.heldAt);
      checkHeld(heldAt, this.clock.now(), placement);
      const session: CoachingSessionEntity = {
        ...{ id: newId(), complaintId: complaint.id, heldAt, minutes: input.minutes ?? null },
        ...{ coach: actor.name, agreed: input.agreed, notes: input.notes },
      };
      await tx.insert(CoachingSessionEntity, session);
      const saved = await this.desk.save(tx, actor, complaint, { state });
      const { id: sessionId, coach, agreed } = session;
      const data = { ...aboutComplaint({ complaint: saved, placement }), sessionId, coach, agreed };
      await this.outbox.add(tx, qualityEvents.coachingRecorded, {
        ...{ aggregateId: complaint.id, actor },
        data: { ...data, heldAt: heldAt.toISOString() },
      });
      return this.desk.view(tx, actor, saved);
    });
  }

  resolve(call: Call<typeof resolveComplaint>): Promise<ComplaintView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'account-executive', 'admin');
      const opened = await this.desk.find(tx, actor, input.id, true);
      const state = nextComplaintState(opened.complaint.state, 'resolve');
      const resolved = { state, how: input.how, closedAt: this.clock.now() };
      return this.desk.view(tx, actor, await this.desk.close(tx, actor, opened, resolved));
    });
  }
}
