import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import {
  type EnglishSessionFilter,
  type getEnglishProgress,
  HelpLabel,
  type listEnglishSessions,
} from '#libs/contracts';
import type { Answer, Call } from '#libs/messaging';
import { pageOf } from '#libs/persistence';
import { Circle } from '../network/circle.js';
import { EnglishDesk, type EnglishSessionView } from './english-desk.js';
import { EnglishSessionEntity } from './english-session.entity.js';

const label = HelpLabel.value;
const paged = { id: 'session.id', sorts: { startsAt: 'session.startsAt' }, defaultSort: '-startsAt' };
const readers = (actor: Actor): void => requireRole(actor, 'expert', ...staff);

/** QN-9. Reads English sessions, and what came of them: staff those of its people, an expert its own. */
@Injectable()
export class EnglishService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly desk: EnglishDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<EnglishSessionView> {
    readers(actor);
    const on = this.dataSource.manager;
    return this.desk.view(on, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof EnglishSessionFilter>): Promise<Answer<typeof listEnglishSessions>> {
    readers(actor);
    const on = this.dataSource.manager;
    const { placementId, state, attended, from, to } = filter;
    if (placementId) await this.circle.placement(on, actor, placementId);
    const query = on.createQueryBuilder(EnglishSessionEntity, 'session').where({
      ...(placementId && { placementId }),
      ...(state && { state }),
      ...(attended && { attended: attended === 'true' }),
    });
    this.circle.narrow(query, actor, { expertId: filter.expertId });
    if (from) query.andWhere('(session.startsAt at time zone session.timeZone)::date >= :from', { from });
    if (to) query.andWhere('(session.startsAt at time zone session.timeZone)::date <= :to', { to });
    const page = await pageOf(query, filter, paged);
    return { label, ...page, items: await this.desk.views(on, page.items) };
  }

  /** The levels of an expert over time. */
  async progress({ actor, input }: Call<typeof getEnglishProgress>): Promise<Answer<typeof getEnglishProgress>> {
    readers(actor);
    const on = this.dataSource.manager;
    const { expertId, name: expertName } = await this.circle.expert(on, actor, input.expertId);
    const attended = await on.countBy(EnglishSessionEntity, { expertId, attended: true });
    const query = on
      .createQueryBuilder(EnglishSessionEntity, 'session')
      .where({ expertId })
      .andWhere('session.level is not null');
    const { items, nextCursor } = await pageOf(query, input, paged);
    const levels = items.map(({ id: sessionId, startsAt, level, note }) => ({
      ...{ sessionId, startsAt: startsAt.toISOString(), level: level!, note },
    }));
    return { label, expertId, expertName, attended, items: levels, nextCursor };
  }
}
