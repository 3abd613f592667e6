import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { referralEvents, type ReviewDecision } from '#libs/contracts';
import { marksOfLead } from '../suspicions/company-keys.rules.js';
import { checkIsNew } from '../suspicions/suspicions.js';
import { Acceptance } from './acceptance.js';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadKeys } from './lead-keys.js';
import { LeadReviewEntity } from './lead-review.entity.js';
import { Protection } from './protection.js';
import { SuspicionDesk } from './suspicion-desk.js';

type Decision = z.output<typeof ReviewDecision>;

/** RC-1. What follows from a decision: the last suspicion cleared accepts a held lead, one confirmed refuses any. */
@Injectable()
export class Judgement {
  constructor(
    private readonly desk: LeadDesk,
    private readonly keys: LeadKeys,
    private readonly suspicions: SuspicionDesk,
    private readonly acceptance: Acceptance,
    private readonly protection: Protection,
  ) {}

  /**
   * Clearing may end in 409 `referral.lead-taken`, `referral.already-client` or 422 `referral.self-referral`,
   * `referral.circle`, by what is known only now; or in a new suspicion, so that the lead stays held.
   */
  async carryOut(
    tx: EntityManager,
    actor: Actor,
    lead: LeadEntity,
    { id: reviewId, kind, decision, reason }: Decision & Pick<LeadReviewEntity, 'id' | 'kind'>,
  ): Promise<void> {
    const told = { reviewId, kind, decision, reason, decidedBy: actor.name };
    await this.desk.tell(tx, actor, lead, referralEvents.leadReviewDecided, told);
    if (decision === 'confirmed') return this.refuse(tx, actor, lead, reason);
    if (lead.state !== 'held') return;
    if (await tx.existsBy(LeadReviewEntity, { leadId: lead.id, decision: IsNull() })) return;
    // Looked at when it was registered; since then others became known.
    await checkIsNew(tx, lead, marksOfLead(lead));
    await this.keys.claim(tx, lead);
    const more = await this.suspicions.open(tx, actor, lead, await this.suspicions.of(tx, lead));
    if (more) await this.keys.free(tx, lead.id);
    else await this.acceptance.accept(tx, actor, lead);
  }

  private async refuse(tx: EntityManager, actor: Actor, lead: LeadEntity, reason: string): Promise<void> {
    if (lead.state === 'lost' || lead.state === 'refused') return;
    await this.protection.giveUp(tx, lead.id);
    await this.desk.save(tx, actor, lead, { state: 'refused', reportedWin: null }, reason);
    await this.desk.tell(tx, actor, lead, referralEvents.leadRefused, { reason });
  }
}
