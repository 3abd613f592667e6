import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRole, staff } from '#libs/access';
import { type answerCase, type closeCase, type handOverCase, qualityEvents } from '#libs/contracts';
import { invalidField, stale } from '#libs/errors';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { AccountEntity } from '../network/people.entities.js';
import { aboutCase, CaseDesk, type CaseView, type OpenedCase } from './case-desk.js';
import type { CaseEntity } from './case.entity.js';
import { afterAnswer, afterClosing, checkHandOver, mayOwn, overdueSince } from './case-state.rules.js';
import { caseDue } from './cases.js';

interface Step {
  set: Partial<CaseEntity>;
  reason?: string;
  tell?: (saved: OpenedCase) => Promise<unknown>;
}

/** QN-3, QN-6. A case is answered, handed over, and closed with its root cause and the action taken. */
@Injectable()
export class CaseSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: CaseDesk,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  answer(call: Call<typeof answerCase>): Promise<CaseView> {
    const { actor, input } = call;
    return this.step(call, async (tx, { found }) => {
      const state = afterAnswer(found.state);
      const answeredAt = this.clock.now();
      const overdueAt = await this.noLongerDue(tx, found, answeredAt);
      return { set: { state, overdueAt, answer: input.answer, answeredBy: actor.name, answeredAt } };
    });
  }

  handOver(call: Call<typeof handOverCase>): Promise<CaseView> {
    const { ownerId, reason } = call.input;
    return this.step(call, async (tx, { found, placement }) => {
      checkHandOver(found.state);
      const account = await tx.findOneBy(AccountEntity, { accountId: ownerId });
      if (!account || !mayOwn(account, placement.teamLeadId)) throw noSuchOwner();
      return { set: { ownerId }, reason: `Handed over to ${account.name}: ${reason}` };
    });
  }

  close(call: Call<typeof closeCase>): Promise<CaseView> {
    const { actor, input } = call;
    const { rootCause, action } = input;
    return this.step(call, async (tx, { found }) => {
      const state = afterClosing(found.kind, found.state);
      const closedAt = this.clock.now();
      const overdueAt = found.state === 'open' ? await this.noLongerDue(tx, found, closedAt) : found.overdueAt;
      return {
        set: { state, overdueAt, rootCause, action, closedAt },
        tell: (saved) =>
          this.outbox.add(tx, qualityEvents.caseClosed, {
            ...{ aggregateId: found.id, actor },
            data: { ...aboutCase(saved), rootCause, action, closedAt: closedAt.toISOString() },
          }),
      };
    });
  }

  /** One at a time: what was read must still be so where a version is named. */
  private step(
    call: Call & { input: { id: string; version?: number } },
    take: (tx: EntityManager, opened: OpenedCase) => Promise<Step>,
  ): Promise<CaseView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, ...staff);
      const opened = await this.desk.find(tx, actor, input.id, true);
      const { found, placement } = opened;
      if (input.version !== undefined && found.version !== input.version) throw stale(found.version);
      const { set, reason, tell } = await take(tx, opened);
      const saved = await this.desk.save(tx, actor, found, set, reason);
      if (!found.overdueAt && saved.overdueAt) await this.desk.tellOverdue(tx, actor, { found: saved, placement });
      await tell?.({ found: saved, placement });
      return this.desk.view(tx, saved);
    });
  }

  /** Its timer has nothing left to find; what came late stays overdue, also when the timer was later still. */
  private async noLongerDue(tx: EntityManager, { id, dueAt }: CaseEntity, now: Date): Promise<Date | null> {
    await this.timers.cancel(tx, caseDue, id);
    return overdueSince(dueAt, now);
  }
}

const noSuchOwner = () =>
  invalidField(
    'quality.no-such-owner',
    'ownerId',
    'must be an account executive, an administrator, or the expert’s team lead, and not disabled',
    'QN-3',
  );
