import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { eventCatalogue } from '#libs/contracts';
import type { ReceivedEvent } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import { type Recipient, Recipients } from '../directory/recipients.js';
import { type Subject, subjectOf } from '../directory/subject.js';
import { isUrgent, type NoticeRule } from '../rules/notice-rule.js';
import { withoutAccount } from '../templates/letter.js';
import { channelOf } from './channel.rules.js';
import { DeliveryPlans } from './delivery-plans.js';
import { knownOf, readerOf } from './known.js';
import { NoticeEntity } from './notice.entity.js';

/** Writes the notices of one event in the consumer's transaction; nothing leaves before that is committed. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly recipients: Recipients,
    private readonly plans: DeliveryPlans,
    private readonly clock: Clock,
    @Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig,
  ) {}

  async write(tx: EntityManager, event: ReceivedEvent<unknown>, rule: NoticeRule<unknown>): Promise<void> {
    const subject = await subjectOf(tx, event.data);
    const known = await knownOf(tx, subject, this.config.PUBLIC_URL);
    for (const recipient of await this.recipients.of(tx, rule.to, subject)) {
      const written = rule.send.write(event.data, { ...known, reader: readerOf(recipient) });
      const content = recipient.kind === 'account' ? written : withoutAccount(written);
      await this.add(tx, subject, {
        ...this.skeleton(event, rule, subject, recipient),
        ...content,
      });
    }
  }

  /** Once for an event, a template and a person: what a replay brings again changes nothing. */
  private async add(tx: EntityManager, subject: Subject, notice: NoticeEntity): Promise<void> {
    const inserted = await tx
      .createQueryBuilder()
      .insert()
      .into(NoticeEntity)
      .values(notice)
      .orIgnore()
      .returning('id')
      .execute();
    const rows = inserted.raw as unknown[];
    if (rows.length) await this.plans.plan(tx, notice, subject);
  }

  private skeleton(
    event: ReceivedEvent<unknown>,
    rule: NoticeRule<unknown>,
    subject: Subject,
    recipient: Recipient,
  ): Omit<NoticeEntity, 'subject' | 'text' | 'html'> {
    const { send, byChannel = false, atOnce = false } = rule;
    const attachments = rule.attach?.(event.data) ?? [];
    const channel = channelOf({
      topic: send.topic,
      byChannel,
      hasAttachments: attachments.length > 0,
      side: recipient.side,
      clientChannel: subject.channel,
    });
    return {
      id: newId(),
      eventId: event.id,
      template: send.name,
      topic: send.topic,
      recipientKind: recipient.kind,
      recipientId: recipient.id,
      recipientKey: recipient.key,
      recipientName: recipient.name,
      address: recipient.address,
      channel: channel === 'chat' && this.config.CHAT_WEBHOOK_URL ? 'chat' : 'email',
      envelope: {
        inReplyTo: repliedTo(event.data),
        threadId: event.aggregateId,
        placementId: subject.placement?.placementId ?? null,
        takesReplies: recipient.side === 'client' && subject.placement !== null,
        personal: byChannel,
        timeZone: recipient.timeZone,
        attachments,
        ...(rule.signs && { signs: [rule.signs(event.data)] }),
      },
      state: channel === 'board' ? 'skipped' : 'queued',
      lastError: channel === 'board' ? 'The client reads this on the board (CS-9).' : null,
      urgent: isUrgent(rule, event.data),
      atOnce,
      aboutKind: aggregateOf.get(event.type) ?? 'event',
      aboutId: event.aggregateId,
      createdAt: this.clock.now(),
      ...{ notBefore: null, sendingSince: null, sentAt: null, acceptedAs: null, digestId: null },
      ...{ attempts: 0, lookups: 0 },
    };
  }
}

const aggregateOf = new Map(eventCatalogue.map(({ type, aggregate }) => [type, aggregate]));

function repliedTo(data: unknown): string | null {
  const { inReplyTo } = data as { inReplyTo?: string | null };
  return inReplyTo ?? null;
}
