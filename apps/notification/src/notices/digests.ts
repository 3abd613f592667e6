import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { newId } from '#libs/persistence';
import { Clock, OnTimer, type Timer, Timers } from '#libs/time';
import { NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import { digest } from '../templates/digest.js';
import { digestTimer, sendTimer } from './delivery-plans.js';
import { NoticeEntity } from './notice.entity.js';

/** NT-1. Once a day what a person wants to read in one. */
@Injectable()
export class Digests {
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
    @Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig,
  ) {}

  @OnTimer(digestTimer)
  async due({ subjectId: recipientId }: Timer, tx: EntityManager): Promise<void> {
    const gathered = await tx
      .createQueryBuilder(NoticeEntity, 'notice')
      .where(`notice.recipientId = :recipientId and notice.state = 'digest' and notice.digestId is null`, {
        recipientId,
      })
      .orderBy('notice.createdAt')
      .addOrderBy('notice.id')
      .limit(most)
      .setLock('pessimistic_write')
      .getMany();
    const [first] = gathered;
    if (!first) return;
    const notice = this.digestOf(first, gathered);
    await tx.insert(NoticeEntity, notice);
    await tx.update(NoticeEntity, { id: In(gathered.map(({ id }) => id)) }, { digestId: notice.id });
    await this.timers.set(tx, sendTimer, notice.id, notice.createdAt);
    if (gathered.length === most) await this.timers.set(tx, digestTimer, recipientId, notice.createdAt);
  }

  /** To the same person, in the same way as the first of them. */
  private digestOf(first: NoticeEntity, gathered: readonly NoticeEntity[]): NoticeEntity {
    const items = gathered.map(({ subject, text }) => ({ subject, text: text.split('\n-- \n')[0]!.trim() }));
    const content = digest.write(
      { items },
      {
        reader: { name: first.recipientName, timeZone: first.envelope.timeZone },
        ...{
          placement: null,
          opening: null,
          expert: null,
          client: null,
          referrer: null,
          accountExecutive: null,
          teamLead: null,
        },
        baseUrl: this.config.PUBLIC_URL,
      },
    );
    const id = newId();
    return {
      ...first,
      ...content,
      ...{ id, eventId: id, template: digest.name, topic: digest.topic, state: 'queued', notBefore: null },
      ...{ aboutKind: 'account', aboutId: first.recipientId ?? id, createdAt: this.clock.now() },
      envelope: {
        ...first.envelope,
        inReplyTo: null,
        threadId: id,
        placementId: null,
        takesReplies: false,
        personal: false,
        attachments: [],
        signs: gathered.flatMap(({ envelope }) => envelope.signs ?? []),
      },
    };
  }
}

/** As many as one mail may hold; the rest goes with the next. */
const most = 200;
