import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { ReferrerEntity } from '../referrers/referrer.entity.js';
import { suspicionsOf } from '../suspicions/suspicions.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadReviewEntity, type Suspicion } from './lead-review.entity.js';
import { lookalikesOf } from './lookalikes.js';

/** RC-1. Looks for what speaks against a lead, which waits for a person. */
@Injectable()
export class Scrutiny {
  constructor(private readonly clock: Clock) {}

  /** Answers the kinds of review it now waits for. */
  async hold(tx: EntityManager, referrer: ReferrerEntity, lead: LeadEntity): Promise<Suspicion['kind'][]> {
    const alike = await lookalikesOf(tx, lead, this.clock.now());
    const found = [...alike, ...(await suspicionsOf(tx, referrer, lead))];
    for (const suspicion of found) await this.add(tx, lead.id, suspicion);
    return [...new Set(found.map(({ kind }) => kind))];
  }

  async add(tx: EntityManager, leadId: string, suspicion: Suspicion): Promise<LeadReviewEntity> {
    const { kind, detail, otherLeadId, otherClientId } = suspicion;
    const review = {
      ...{ id: newId(), leadId, kind, detail, otherLeadId, otherClientId, openedAt: this.clock.now() },
      ...{ decision: null, decidedAt: null, decidedBy: null, reason: null },
    };
    await tx.insert(LeadReviewEntity, review);
    return review;
  }
}
