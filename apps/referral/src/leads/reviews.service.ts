import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, network, notYours, requireRole, staff, systemActor } from '#libs/access';
import { type decideReview, referralEvents, type ReviewFilter } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Judgement } from './judgement.js';
import { LeadDesk } from './lead-desk.js';
import { LeadReviewEntity, reviewView, type ReviewView, type Suspicion } from './lead-review.entity.js';
import { Scrutiny } from './scrutiny.js';

/** RC-1. What a person has to judge about leads: a held one waits for it, the commission of an accepted one does. */
@Injectable()
export class Reviews {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly desk: LeadDesk,
    private readonly scrutiny: Scrutiny,
    private readonly judgement: Judgement,
    private readonly clock: Clock,
  ) {}

  /** Found later. The same is judged once, however often it is found; of what is lost or refused nothing is left to judge. */
  async open(tx: EntityManager, leadId: string, suspicion: Suspicion): Promise<void> {
    const lead = await this.desk.find(tx, systemActor, leadId, true);
    if (lead.state === 'lost' || lead.state === 'refused') return;
    if (await tx.existsBy(LeadReviewEntity, { leadId, kind: suspicion.kind, detail: suspicion.detail })) return;
    const { id: reviewId, kind, detail } = await this.scrutiny.add(tx, leadId, suspicion);
    await this.desk.tell(tx, systemActor, lead, referralEvents.leadReviewOpened, { reviewId, kind, detail });
  }

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
      const { decision, reason } = input;
      const decided = { decision, reason, decidedAt: this.clock.now(), decidedBy: actor.name };
      await tx.update(LeadReviewEntity, { id: review.id }, decided);
      await this.judgement.carryOut(tx, actor, lead, { ...review, ...decided });
      return reviewView({ ...review, ...decided });
    });
  }
}

const decidedBefore = (decision: string) =>
  conflict('referral.review-decided', `It was ${decision} before.`, { rule: 'RC-1', facts: { decision } });
