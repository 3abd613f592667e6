import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type logComplaint, qualityEvents } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { type CaredFor, Circle } from '../network/circle.js';
import { aboutComplaint, ComplaintDesk } from './complaint-desk.js';
import { ComplaintEntity, type ComplaintView } from './complaint.entity.js';
import { nextComplaintState } from './complaint-state.rules.js';
import { IssueCategoryEntity, LossEntity } from './issue.entities.js';
import { Problems } from './problems.js';
import { recurrenceIn } from './recurrence.rules.js';

type LogCall = Call<typeof logComplaint>;

/** QN-4. The AE logs what a client complained of: perhaps it came back (QN-4), or is seen elsewhere too (QN-11). */
@Injectable()
export class LoggingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly circle: Circle,
    private readonly desk: ComplaintDesk,
    private readonly problems: Problems,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Also once the placement is over: a client may say so later. */
  log(call: LogCall): Promise<ComplaintView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'account-executive', 'admin');
      const placement = await this.circle.placement(tx, actor, input.placementId);
      await this.desk.lockPlacement(tx, placement.placementId);
      const group = await this.groupOf(tx, input.category);
      const loggedAt = this.clock.now();
      const earlier = await this.cameBack(tx, actor, placement, { ...input, group, loggedAt });
      const complaint: ComplaintEntity = {
        ...{ id: newId(), placementId: placement.placementId, clientId: placement.clientId },
        ...{ expertId: placement.expertId, category: input.category, group, severity: input.severity },
        ...{ what: input.what, internalNote: input.internalNote ?? null, state: 'open', how: null },
        ...{ recurrenceOf: earlier?.id ?? null, problemId: null },
        ...{ loggedBy: actor.name, loggedAt, closedAt: null, version: 1 },
      };
      await this.desk.add(tx, actor, complaint);
      const { what, recurrenceOf } = complaint;
      const data = { ...aboutComplaint({ complaint, placement }), what, recurrenceOf };
      await this.outbox.add(tx, qualityEvents.complaintLogged, {
        ...{ aggregateId: complaint.id, actor },
        data: { ...data, loggedAt: loggedAt.toISOString() },
      });
      await this.problems.sighted(tx, actor, complaint);
      return this.desk.view(tx, actor, await this.unlessLost(tx, actor, complaint, placement));
    });
  }

  /** Its row is locked: of one category, complaints are logged one after the other, so that the second is seen (QN-11). */
  private async groupOf(tx: EntityManager, key: string): Promise<string> {
    const lock = { mode: 'pessimistic_write' } as const;
    const category = await tx.findOne(IssueCategoryEntity, { where: { key, active: true }, lock });
    if (!category) {
      throw invalidField('quality.no-such-category', 'category', 'must be an active issue category', 'QN-4');
    }
    return category.group;
  }

  /** What was resolved changes only while the placement is locked, as it is here. */
  private async cameBack(
    tx: EntityManager,
    actor: Actor,
    placement: CaredFor,
    logged: LogCall['input'] & { group: string; loggedAt: Date },
  ): Promise<ComplaintEntity | null> {
    const resolved = await tx.findBy(ComplaintEntity, { placementId: placement.placementId, state: 'resolved' });
    const earlier = recurrenceIn(resolved, logged);
    if (!earlier) return null;
    const recurred = { state: nextComplaintState(earlier.state, 'recur'), closedAt: logged.loggedAt };
    return this.desk.close(tx, actor, { complaint: earlier, placement }, recurred);
  }

  /** PL-13. The loss may have been told before the complaint that led to it. */
  private async unlessLost(
    tx: EntityManager,
    actor: Actor,
    complaint: ComplaintEntity,
    placement: CaredFor,
  ): Promise<ComplaintEntity> {
    const { placementId, group, loggedAt: closedAt } = complaint;
    if (!(await tx.existsBy(LossEntity, { placementId, group }))) return complaint;
    const state = nextComplaintState(complaint.state, 'lose');
    return this.desk.close(tx, actor, { complaint, placement }, { state, closedAt });
  }
}
