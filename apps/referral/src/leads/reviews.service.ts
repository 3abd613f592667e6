import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import type { z } from 'zod';
import { type Actor, network, notYours, requireRole, staff, systemActor } from '#libs/access';
import type { decideReview, ReviewDecision, ReviewFilter } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { sharedWith } from '../suspicions/bank-accounts.js';
import { isFoundBy } from '../suspicions/suspicion.rules.js';
import { Judgement } from './judgement.js';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadReviewEntity, reviewView, type ReviewView } from './lead-review.entity.js';

/** RC-1. What a person has to judge about leads: a held one waits for it, the commission of an accepted one does. */
@Injectable()
export class Reviews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly desk: LeadDesk,
    private readonly judgement: Judgement,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof ReviewFilter>): Promise<Page<ReviewView>> {
    requireRole(actor, ...staff);
    const query = this.dataSource.manager.createQueryBuilder(LeadReviewEntity, 'review');
    if (filter.leadId) query.andWhere('review.leadId = :leadId', { leadId: filter.leadId });
    if (filter.kind) query.andWhere('review.kind = :kind', { kind: filter.kind });
    if (filter.open) query.andWhere(`review.decision is ${filter.open === 'true' ? '' : 'not '}null`);
    const page = await pageOf(query, filter, {
      id: 'review.id',
      sorts: { openedAt: 'review.openedAt' },
      defaultSort: 'openedAt',
    });
    return { ...page, items: page.items.map(reviewView) };
  }

  /** One at a time, under the lock of its lead. */
  decide(call: Call<typeof decideReview>): Promise<ReviewView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, ...network);
      const known = await tx.findOneBy(LeadReviewEntity, { id: input.id });
      if (!known) throw notYours('lead-review');
      const lead = await this.desk.find(tx, actor, known.leadId, true);
      const review = await tx.findOneByOrFail(LeadReviewEntity, { id: input.id });
      if (review.decision) throw decidedBefore(review.decision);
      return reviewView(await this.judge(tx, actor, lead, review, input));
    });
  }

  /** Money showed that this client shares an account, and wasn't its. A held lead waits for a person anyway. */
  async withdraw(tx: EntityManager, clientId: string): Promise<void> {
    const leads = await tx.query<{ id: string }[]>(
      `select id from leads where state <> 'held' and exists (
         select from lead_reviews where lead_id = leads.id and kind = 'shared-bank-details' and decision is null
           and (other_client_id = $1 or referrer_id = $1)
       ) order by id`,
      [clientId],
    );
    for (const { id } of leads) {
      const lead = await this.desk.find(tx, systemActor, id, true);
      const shared = await sharedWith(tx, lead.referrerId);
      const open = { leadId: id, kind: 'shared-bank-details' as const, decision: IsNull() };
      for (const review of await tx.findBy(LeadReviewEntity, open)) {
        if (shared.some((each) => isFoundBy(review, each))) continue;
        await this.judge(tx, systemActor, lead, review, { decision: 'cleared', reason: notTheirMoney });
      }
    }
  }

  private async judge(
    tx: EntityManager,
    actor: Actor,
    lead: LeadEntity,
    review: LeadReviewEntity,
    { decision, reason }: z.output<typeof ReviewDecision>,
  ): Promise<LeadReviewEntity> {
    const decided = { ...review, decision, reason, decidedAt: this.clock.now(), decidedBy: actor.name };
    await tx.save(LeadReviewEntity, decided);
    await this.judgement.carryOut(tx, actor, lead, decided);
    return decided;
  }
}

const notTheirMoney = 'The money by which it was found was taken off the invoices of this client: it was not for them.';
const decidedBefore = (decision: string) =>
  conflict('referral.review-decided', `It was ${decision} before.`, { rule: 'RC-1', facts: { decision } });
