import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ServiceCalendar } from '#libs/service-clock';
import { Clock, Timers } from '#libs/time';
import { NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import { KnownPlacementEntity, type WorkHours } from '../directory/directory.entities.js';
import type { Subject } from '../directory/subject.js';
import { PreferencesEntity } from '../preferences/preferences.entity.js';
import { type Choice, defaultChoice, workingCalendars } from '../preferences/preferences.rules.js';
import { isPersonal } from './channel.rules.js';
import { deliveryOf, type Delivery, heldUntil } from './delivery.rules.js';
import { NoticeEntity } from './notice.entity.js';

export const sendTimer = 'notification.send';
export const digestTimer = 'notification.digest';

interface Wishes {
  choice: Choice;
  chosen: boolean;
  calendars: ServiceCalendar[];
}

/** When a notice goes out: by its recipient's wishes and working hours. */
@Injectable()
export class DeliveryPlans {
  constructor(
    private readonly timers: Timers,
    private readonly clock: Clock,
    @Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig,
  ) {}

  /** Decides for a new notice, and sets its timer. */
  async plan(tx: EntityManager, notice: NoticeEntity, subject: Subject): Promise<void> {
    if (notice.state === 'skipped') return;
    const wishes = await this.wishesOf(tx, notice, subject);
    const toDeliver = { ...notice, hasFile: notice.envelope.attachments.length > 0 };
    const plan = deliveryOf(toDeliver, wishes.choice, wishes.calendars, this.clock.now());
    const change = { ...changeOf(plan), ...this.channelWished(notice, wishes) };
    await tx.update(NoticeEntity, { id: notice.id }, change);
    if (plan.state === 'digest') await this.setDigest(tx, notice.recipientId!, plan.notBefore);
    else if (plan.state !== 'skipped')
      await this.timers.set(tx, sendTimer, notice.id, plan.notBefore ?? notice.createdAt);
  }

  /** Asked again when its time has come: the recipient may have changed its hours since. */
  async isHeldNow(tx: EntityManager, notice: NoticeEntity): Promise<Date | null> {
    if (notice.urgent || notice.atOnce) return null;
    const { placementId } = notice.envelope;
    const placement = placementId ? await tx.findOneBy(KnownPlacementEntity, { placementId }) : null;
    const { calendars } = await this.wishesOf(tx, notice, { placement });
    return heldUntil(calendars, this.clock.now()).notBefore;
  }

  /** One digest for all that gathers until then. */
  async setDigest(tx: EntityManager, accountId: string, at: Date): Promise<void> {
    await this.timers.set(tx, digestTimer, accountId, at);
  }

  private async wishesOf(
    tx: EntityManager,
    { recipientKind, recipientId, envelope }: NoticeEntity,
    { placement }: Pick<Subject, 'placement'>,
  ): Promise<Wishes> {
    const chosen =
      recipientId && recipientKind === 'account'
        ? await tx.findOneBy(PreferencesEntity, { accountId: recipientId })
        : null;
    const choice = chosen ?? defaultChoice(envelope.timeZone);
    const contract: WorkHours[] = placement && placement.expertId === recipientId ? (placement.workHours ?? []) : [];
    return { choice, chosen: chosen !== null, calendars: workingCalendars(choice, chosen !== null, contract) };
  }

  /** What is personal and files keep to mail; a client's own wish goes before its placement's channel. */
  private channelWished({ topic, envelope }: NoticeEntity, { choice, chosen }: Wishes): { channel?: 'email' | 'chat' } {
    if (!chosen || isPersonal(topic) || envelope.attachments.length) return {};
    return { channel: choice.channel === 'chat' && this.config.CHAT_WEBHOOK_URL ? 'chat' : 'email' };
  }
}

const changeOf = (plan: Delivery): Partial<NoticeEntity> =>
  plan.state === 'skipped'
    ? { state: plan.state, lastError: plan.reason }
    : { state: plan.state, notBefore: plan.notBefore };
