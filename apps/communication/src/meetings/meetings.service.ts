import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf } from '#libs/access';
import type { MeetingFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Coverages } from '../coverage/coverages.js';
import { MeetingDesk } from './meeting-desk.js';
import { MeetingEntity } from './meeting.entity.js';
import { meetingFile } from './meeting-file.js';
import type { MeetingView } from './meeting.view.js';

/**
 * CS-11. Meetings, for who has a part in them: staff and the expert; the client in its calls. One-to-ones and English
 * sessions are between the network and its expert.
 */
@Injectable()
export class MeetingsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
    private readonly desk: MeetingDesk,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<MeetingView> {
    return this.desk.view(this.dataSource.manager, await this.find(actor, id));
  }

  async file(actor: Actor, id: string): Promise<{ ics: string }> {
    return { ics: meetingFile(await this.find(actor, id), this.clock.now()) };
  }

  async list(actor: Actor, filter: z.output<typeof MeetingFilter>): Promise<Page<MeetingView>> {
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(MeetingEntity, 'meeting').where(scopeOf(actor, filter));
    if (filter.placementId) await this.coverages.ofPlacement(on, actor, filter.placementId);
    for (const name of ['placementId', 'kind', 'state'] as const) {
      if (filter[name]) query.andWhere(`meeting.${name} = :${name}`, { [name]: filter[name] });
    }
    if (actor.role === 'client') query.andWhere(`meeting.kind = 'call'`);
    if (filter.from) query.andWhere('meeting.startsAt >= :from', { from: filter.from });
    if (filter.to) query.andWhere('meeting.startsAt < :to', { to: filter.to });
    const list = { id: 'meeting.id', sorts: { startsAt: 'meeting.startsAt' }, defaultSort: '-startsAt' };
    const page = await pageOf(query, filter, list);
    return { ...page, items: await this.desk.views(on, page.items) };
  }

  private async find(actor: Actor, id: string): Promise<MeetingEntity> {
    return this.desk.seen(actor, await this.dataSource.manager.findOneBy(MeetingEntity, { id }));
  }
}
