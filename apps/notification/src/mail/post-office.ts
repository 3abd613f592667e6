import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { mailDomain, NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import type { NoticeEntity } from '../notices/notice.entity.js';
import { messageOf, type Outcome } from './mail.js';
import { signed } from './signed.js';
import { Smtp } from './smtp.js';
import { post } from './webhook.js';

/** The ways out: a mail server, and a chat. */
@Injectable()
export class PostOffice implements OnModuleDestroy {
  private readonly smtp?: Smtp;
  private readonly sender: { from: string; domain: string };

  constructor(@Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig) {
    if (config.SMTP_URL) this.smtp = new Smtp(config.SMTP_URL);
    this.sender = { from: config.MAIL_FROM, domain: mailDomain(config) };
  }

  /** Without a server mail stays here, and is shown instead. */
  keeps({ channel }: Pick<NoticeEntity, 'channel'>): boolean {
    return channel === 'email' && !this.smtp;
  }

  get from(): string {
    return this.sender.from;
  }

  /** QN-1. As it leaves: its personal links are signed now, so that the log, which staff reads, has none that open. */
  ready(notice: NoticeEntity): NoticeEntity {
    return signed(notice, this.config.LINK_KEY);
  }

  async send(notice: NoticeEntity): Promise<Outcome> {
    const message = messageOf(this.ready(notice), this.sender);
    if (notice.channel === 'chat' && this.config.CHAT_WEBHOOK_URL) return post(this.config.CHAT_WEBHOOK_URL, message);
    return this.smtp?.send(message) ?? { kind: 'later', error: 'There is no way to send this at the moment.' };
  }

  onModuleDestroy(): void {
    this.smtp?.close();
  }
}
