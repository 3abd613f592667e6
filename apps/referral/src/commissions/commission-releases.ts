import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { CommissionBook, commissionRelease } from './commission-book.js';
import { CommissionEntity } from './commission.entity.js';

const { leadReviewDecided } = referralEvents;
const dayMs = 86_400_000;
const cause = { actor: systemActor };

/** RC-5. Releases commissions when their hold ends; while a review of the lead is open it waits. */
@Injectable()
export class CommissionReleases {
  constructor(
    private readonly book: CommissionBook,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnTimer(commissionRelease)
  async due({ subjectId: id }: Timer, tx: EntityManager): Promise<void> {
    const { referrerId } = await tx.findOneByOrFail(CommissionEntity, { id });
    await this.book.lock(tx, [referrerId]);
    const commission = await tx.findOneByOrFail(CommissionEntity, { id });
    if (commission.state !== 'held') return;
    const [lead] = await tx.query<{ isRefused: boolean; inReview: boolean }[]>(
      `select state = 'refused' as "isRefused",
         exists (select from lead_reviews where lead_id = lead.id and decision is null) as "inReview"
       from leads lead where id = $1`,
      [commission.leadId],
    );
    if (lead!.isRefused) await this.book.refuse(tx, cause, commission);
    else if (lead!.inReview) {
      await this.timers.set(tx, commissionRelease, id, new Date(this.clock.now().getTime() + dayMs));
    } else await this.book.release(tx, cause, commission);
  }

  /** What waited only for that is looked at at once, not tomorrow. */
  @OnEvent(leadReviewDecided)
  async reviewDecided({ data: { leadId } }: EventOf<typeof leadReviewDecided>, tx: EntityManager): Promise<void> {
    const now = this.clock.now();
    const waiting = await tx.query<{ id: string }[]>(
      `select id from commissions where lead_id = $1 and state = 'held' and release_at <= $2`,
      [leadId, now],
    );
    for (const { id } of waiting) await this.timers.set(tx, commissionRelease, id, now);
  }
}
