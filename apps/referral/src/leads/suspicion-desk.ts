import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not, Or } from 'typeorm';
import { type Actor, systemActor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { marksOfLead } from '../suspicions/company-keys.rules.js';
import { marksOfOwners } from '../suspicions/known-people.js';
import { isSameFact, type Suspicion } from '../suspicions/suspicion.rules.js';
import { checkIsNew, suspicionsOf } from '../suspicions/suspicions.js';
import { wasClientBefore } from './existing-clients.js';
import { LeadDesk } from './lead-desk.js';
import type { LeadEntity } from './lead.entity.js';
import { LeadReviewEntity } from './lead-review.entity.js';
import { alreadyClient } from './lead-keys.js';
import { lookalikesOf } from './lookalikes.js';

/** RC-1. Looks for suspicions about a lead, and opens a review of each for a person to judge. */
@Injectable()
export class SuspicionDesk {
  constructor(
    private readonly desk: LeadDesk,
    private readonly clock: Clock,
  ) {}

  /** About the company as it was registered. */
  async of(tx: EntityManager, lead: LeadEntity): Promise<Suspicion[]> {
    const alike = await lookalikesOf(tx, lead, this.clock.now());
    return [...alike, ...(await suspicionsOf(tx, lead, marksOfLead(lead)))];
  }

  /**
   * About the client account it becomes, which may be another company. Refuses 422 `referral.self-referral`, 422
   * `referral.circle`, 409 `referral.already-client`.
   */
  async ofClient(tx: EntityManager, lead: LeadEntity & { clientId: string }): Promise<Suspicion[]> {
    const client = (await marksOfOwners(tx, [lead.clientId])).get(lead.clientId)!;
    await checkIsNew(tx, lead, client);
    if (await wasClientBefore(tx, lead)) throw alreadyClient();
    return suspicionsOf(tx, lead, client);
  }

  /** Answers what wasn't known before: the same is judged once by people, however often it is found. */
  async add(tx: EntityManager, leadId: string, found: readonly Suspicion[]): Promise<LeadReviewEntity[]> {
    const known = await tx.findBy(LeadReviewEntity, { leadId, decidedBy: Or(IsNull(), Not(systemActor.name)) });
    const fresh = found.filter((each) => !known.some((other) => isSameFact(each, other)));
    const reviews = fresh.map(({ kind, detail, otherLeadId, otherClientId }) => ({
      ...{ id: newId(), leadId, kind, detail, otherLeadId, otherClientId, openedAt: this.clock.now() },
      ...{ decision: null, decidedAt: null, decidedBy: null, reason: null },
    }));
    await tx.insert(LeadReviewEntity, reviews);
    return reviews;
  }

  /** Found later, of a lead that is locked. Answers whether anything is. */
  async open(tx: EntityManager, actor: Actor, lead: LeadEntity, found: readonly Suspicion[]): Promise<boolean> {
    const opened = await this.add(tx, lead.id, found);
    for (const { id: reviewId, kind, detail } of opened) {
      await this.desk.tell(tx, actor, lead, referralEvents.leadReviewOpened, { reviewId, kind, detail });
    }
    return opened.length > 0;
  }
}
