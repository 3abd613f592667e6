import { Controller, Inject } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, notYours, requireRole } from '#libs/access';
import { getKeptMail, listKeptMail } from '#libs/contracts';
import { notFound } from '#libs/errors';
import { type Answer, type Call, Rpc } from '#libs/messaging';
import { containing, pageOf } from '#libs/persistence';
import { NOTIFICATION_CONFIG, type NotificationConfig } from '../config.js';
import { KeptMailEntity } from './kept-mail.entity.js';

/** What a development network would have sent. Absent where mail goes out, and in production. */
@Controller()
export class KeptMailController {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(NOTIFICATION_CONFIG) private readonly config: NotificationConfig,
  ) {}

  @Rpc(listKeptMail)
  async list({ actor, input }: Call<typeof listKeptMail>): Promise<Answer<typeof listKeptMail>> {
    this.refuse(actor);
    const query = this.dataSource.createQueryBuilder(KeptMailEntity, 'mail').where('true');
    if (input.to) query.andWhere('mail.recipient ilike :to', { to: containing(input.to) });
    if (input.q) query.andWhere('(mail.subject ilike :q or mail.recipient ilike :q)', { q: containing(input.q) });
    const { items, nextCursor } = await pageOf(query, input, {
      id: 'mail.id',
      sorts: { at: 'mail.at' },
      defaultSort: '-at',
    });
    return { items: items.map(viewOf), nextCursor };
  }

  @Rpc(getKeptMail)
  async get({ actor, input }: Call<typeof getKeptMail>): Promise<Answer<typeof getKeptMail>> {
    this.refuse(actor);
    const mail = await this.dataSource.manager.findOneBy(KeptMailEntity, { id: input.id });
    if (!mail) throw notYours('mail');
    return viewOf(mail);
  }

  private refuse(actor: Actor): void {
    requireRole(actor, 'admin');
    if (this.config.SMTP_URL || this.config.NODE_ENV === 'production')
      throw notFound('notification.mail-goes-out', 'Mail is sent here, not kept.');
  }
}

const viewOf = ({ at, sender, recipient, ...mail }: KeptMailEntity) => ({
  ...mail,
  at: at.toISOString(),
  from: sender,
  to: recipient,
});
