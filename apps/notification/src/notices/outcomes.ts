import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { notificationEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock, Timers } from '#libs/time';
import { KeptMailEntity } from '../mail/kept-mail.entity.js';
import type { Outcome } from '../mail/mail.js';
import { PostOffice } from '../mail/post-office.js';
import { sendTimer } from './delivery-plans.js';
import { NoticeEntity } from './notice.entity.js';
import { nextAttempt } from './retry.rules.js';

const { noticeSent, noticeFailed } = notificationEvents;

/** What became of notices, written down. */
@Injectable()
export class Outcomes {
  constructor(
    private readonly transactions: Transactions,
    private readonly timers: Timers,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly postOffice: PostOffice,
  ) {}

  /** Without a mail server: the mail and its mark are one transaction, so that there is never a second copy. */
  async keep(tx: EntityManager, notice: NoticeEntity): Promise<undefined> {
    const { id, recipientName: name, address, subject, text, html, envelope } = this.postOffice.ready(notice);
    await tx.insert(KeptMailEntity, {
      ...{ id, subject, text, html, at: this.clock.now(), attachments: envelope.attachments },
      sender: this.postOffice.from,
      recipient: name ? `${name} <${address}>` : address,
    });
    await tx.update(NoticeEntity, { id }, { attempts: notice.attempts + 1 });
    await this.sent(tx, notice, 'kept for /dev/mail');
  }

  /** An attempt that was lost in between may have been followed by another: what is sent stays sent. */
  mark({ id, attempts }: NoticeEntity, outcome: Outcome): Promise<void> {
    return this.transactions.run(async (tx) => {
      const notice = await tx.findOneOrFail(NoticeEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (notice.state === 'sent') return;
      if (outcome.kind === 'accepted') {
        await this.timers.cancel(tx, sendTimer, id);
        return this.sent(tx, notice, outcome.as);
      }
      if (notice.attempts !== attempts) return;
      const again = outcome.kind === 'refused' ? null : nextAttempt(attempts, this.clock.now());
      if (again) await this.later(tx, id, again, outcome.error);
      else await this.failed(tx, notice, outcome.error);
    });
  }

  private async later(tx: EntityManager, id: string, notBefore: Date, lastError: string): Promise<void> {
    await tx.update(NoticeEntity, { id }, { state: 'retrying', notBefore, lastError, sendingSince: null });
    await this.timers.set(tx, sendTimer, id, notBefore);
  }

  private async sent(tx: EntityManager, notice: NoticeEntity, acceptedAs: string): Promise<void> {
    const change = { state: 'sent', sentAt: this.clock.now(), lastError: null, sendingSince: null } as const;
    await tx.update(NoticeEntity, { id: notice.id }, { ...change, acceptedAs });
    await tx.update(NoticeEntity, { digestId: notice.id }, change);
    const data = { ...factsOf(notice), channel: notice.channel };
    await this.outbox.add(tx, noticeSent, { aggregateId: notice.id, actor: systemActor, data });
  }

  private async failed(tx: EntityManager, notice: NoticeEntity, lastError: string): Promise<void> {
    await this.timers.cancel(tx, sendTimer, notice.id);
    const change = { state: 'failed', lastError, sendingSince: null } as const;
    await tx.update(NoticeEntity, { id: notice.id }, change);
    const data = { ...factsOf(notice), error: lastError };
    await this.outbox.add(tx, noticeFailed, { aggregateId: notice.id, actor: systemActor, data });
  }
}

const factsOf = ({ id, template, recipientId, aboutKind, aboutId }: NoticeEntity) => ({
  noticeId: id,
  template,
  recipientId,
  about: { kind: aboutKind, id: aboutId },
});
