import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole } from '#libs/access';
import type { NoticeFilter, resendNotice } from '#libs/contracts';
import { conflict } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { containing, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { sendTimer } from './delivery-plans.js';
import { NoticeEntity } from './notice.entity.js';
import { noticeView, type NoticeView, type NoticeWithTextView } from './notice.view.js';

/** NT-1. The log of everything sent, and of what could not be. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof NoticeFilter>): Promise<Page<NoticeView>> {
    const query = this.seenBy(actor);
    for (const name of ['state', 'template', 'recipientId', 'aboutId'] as const) {
      if (filter[name]) query.andWhere(`notice.${name} = :${name}`, { [name]: filter[name] });
    }
    if (filter.q) query.andWhere('(notice.subject ilike :q or notice.address ilike :q)', { q: containing(filter.q) });
    const page = await pageOf(query, filter, {
      id: 'notice.id',
      sorts: { createdAt: 'notice.createdAt' },
      defaultSort: '-createdAt',
    });
    return { ...page, items: page.items.map(noticeView) };
  }

  async get(actor: Actor, id: string): Promise<NoticeWithTextView> {
    const notice = await this.seenBy(actor).andWhere('notice.id = :id', { id }).getOne();
    if (!notice) throw notYours('notice');
    return { ...noticeView(notice), text: notice.text, html: notice.html };
  }

  /** Throws 409 `notification.not-failed`. */
  resend(call: Call<typeof resendNotice>): Promise<NoticeView> {
    requireRole(call.actor, 'admin', 'account-executive', 'team-lead');
    const { id } = call.input;
    return this.transactions.command(call, async (tx) => {
      const seen = this.seenBy(call.actor, tx).andWhere('notice.id = :id', { id });
      const notice = await seen.setLock('pessimistic_write').getOne();
      if (!notice) throw notYours('notice');
      if (notice.state !== 'failed')
        throw conflict(
          'notification.not-failed',
          `Only a notice that failed is sent again; this one is ${notice.state}.`,
          {
            rule: 'NT-1',
          },
        );
      const change = { state: 'queued', attempts: 0, notBefore: null } as const;
      await tx.update(NoticeEntity, { id }, change);
      await this.timers.set(tx, sendTimer, id, this.clock.now());
      return noticeView({ ...notice, ...change });
    });
  }

  /** Account executives and administrators see all, a team lead also what its people were told, everybody its own. */
  private seenBy(actor: Actor, on: EntityManager = this.dataSource.manager): SelectQueryBuilder<NoticeEntity> {
    const query = on.createQueryBuilder(NoticeEntity, 'notice');
    if (actor.role === 'team-lead') return query.where(`(${own} or notice.recipientId in (${led}))`, { me: actor.id });
    return isStaff(actor) ? query : query.where(own, { me: actor.id });
  }
}

const own = 'notice.recipientId = :me';
const led = 'select expert_id from known_experts where team_lead_id = :me';
