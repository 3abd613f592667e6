import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { referralEvents, type ReviewDecision } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Clock } from '#libs/time';
import { Acceptance } from './acceptance.js';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadKeys } from './lead-keys.js';
import { LeadReviewEntity } from './lead-review.entity.js';
import { Protection } from './protection.js';

type Decision = z.output<typeof ReviewDecision>;

/** RC-1. What follows from a decision: the last doubt cleared accepts a held lead, one confirmed refuses any. */
@Injectable()
export class Judgement {
  constructor(
    private readonly desk: LeadDesk,
    private readonly keys: LeadKeys,
    private readonly acceptance: Acceptance,
    private readonly protection: Protection,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  decided(actor: Actor, { decision, reason }: Decision) {
    return { decision, reason, decidedAt: this.clock.now(), decidedBy: actor.name };
  }

  /** Clearing may end in 409 `referral.lead-taken`: another was accepted meanwhile. */
  async carryOut(
    tx: EntityManager,
    actor: Actor,
    lead: LeadEntity,
    { id: reviewId, kind, decision, reason }: Decision & Pick<LeadReviewEntity, 'id' | 'kind'>,
  ): Promise<void> {
    const about = { ...(await this.desk.about(tx, lead)), reviewId, kind, decision, reason, decidedBy: actor.name };
    await this.outbox.add(tx, referralEvents.leadReviewDecided, { aggregateId: lead.id, actor, data: about });
    if (decision === 'confirmed') return this.refuse(tx, actor, lead, reason);
    if (lead.state !== 'held') return;
    if (await tx.existsBy(LeadReviewEntity, { leadId: lead.id, decision: IsNull() })) return;
    await this.keys.claim(tx, lead);
    await this.acceptance.accept(tx, actor, lead);
  }

  private async refuse(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string): Promise<void> {
    if (lead.state === 'lost' || lead.state === 'refused') return;
    await this.protection.giveUp(tx, lead.id);
    await this.desk.save(tx, actor, lead, { state: 'refused', reportedOutcome: null }, reason);
    const data = { ...(await this.desk.about(tx, lead)), reason };
    await this.outbox.add(tx, referralEvents.leadRefused, { aggregateId: lead.id, actor, data });
  }
}
