import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, scopeOf, visible } from '#libs/access';
import type { PayoutFilter, PayrollAnswer } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { checkSecondPerson } from './four-eyes.rules.js';
import { PayoutEntity } from './payout.entity.js';
import { checkReference } from './payout-states.rules.js';
import { PayoutSteps } from './payout-steps.js';

/** PM-5, PM-6, PM-8. What happens to a payout after it was asked for, and who may see it. */
@Injectable()
export class PayoutsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly steps: PayoutSteps,
  ) {}

  async get(actor: Actor, id: string, on: EntityManager = this.dataSource.manager): Promise<PayoutEntity> {
    return readable(actor, await on.findOneBy(PayoutEntity, { id }));
  }

  list(actor: Actor, filter: z.output<typeof PayoutFilter>): Promise<Page<PayoutEntity>> {
    const { expertId, state, late } = filter;
    const query = this.dataSource.manager.createQueryBuilder(PayoutEntity, 'payout');
    if (actor.role !== 'payroll') query.where(scopeOf(actor));
    if (expertId) query.andWhere('payout.expertId = :expertId', { expertId });
    if (state) query.andWhere('payout.state = :state', { state });
    if (late) query.andWhere('payout.late = :late', { late: late === 'true' });
    return pageOf(query, filter, {
      id: 'payout.id',
      sorts: { requestedAt: 'payout.requestedAt' },
      defaultSort: '-requestedAt',
    });
  }

  /** PM-6. The second person decides. Throws forbidden `payments.second-person`, conflict `payments.payout-state`. */
  async decide(
    tx: EntityManager,
    actor: Actor,
    { id, step, reason }: { id: string; step: 'approve' | 'reject'; reason: string },
  ): Promise<PayoutEntity> {
    const payout = await this.locked(tx, actor, id);
    checkSecondPerson(actor.id, payout);
    const noted = { approvalReason: reason, ...(step === 'approve' && { approvedBy: actor.name }) };
    return this.steps.take(tx, payout, { step, actor, reason, noted });
  }

  /** An expert takes the own request back, as long as nobody approved it. */
  async cancel(tx: EntityManager, actor: Actor, id: string, reason: string): Promise<PayoutEntity> {
    const payout = await this.locked(tx, actor, id);
    return this.steps.take(tx, payout, { step: 'cancel', actor, reason });
  }

  /** PM-8. What payroll says, any number of times. Throws conflict `payments.payout-state`, `payments.payout-paid-twice`. */
  async answered(tx: EntityManager, actor: Actor, answer: z.output<typeof PayrollAnswer>): Promise<PayoutEntity> {
    const { payoutId, outcome, bankReference, reason = '' } = answer;
    const payout = await this.locked(tx, actor, payoutId);
    if (outcome === 'paid') checkReference(payout, bankReference);
    const noted = bankReference === undefined ? {} : { bankReference };
    const next = await this.steps.take(tx, payout, { step: outcome, actor, reason, noted });
    if (next.state !== outcome || next.bankReference !== null || bankReference === undefined) return next;
    // The same answer as before, but now with the reference it lacked.
    await tx.update(PayoutEntity, payoutId, noted);
    return { ...next, ...noted };
  }

  /** The payout, held until the end of the transaction. */
  async locked(tx: EntityManager, actor: Actor, id: string): Promise<PayoutEntity> {
    return readable(actor, await tx.findOne(PayoutEntity, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  }
}

/** GW-3. Payroll sees what it is to pay; everybody else what `visible` says. */
function readable(actor: Actor, payout: PayoutEntity | null): PayoutEntity {
  if (actor.role !== 'payroll') return visible(actor, payout, 'payout');
  if (!payout) throw notYours('payout');
  return payout;
}
