import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf } from '#libs/access';
import type { MistakeFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Coverages } from '../coverage/coverages.js';
import { MistakeDesk, type MistakeView } from './mistake-desk.js';
import { MistakeEntity } from './mistake.entity.js';

/** CS-8. Reads mistakes: a client sees all of its own, told or not. */
@Injectable()
export class MistakesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
    private readonly desk: MistakeDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<MistakeView> {
    const on = this.dataSource.manager;
    return this.desk.view(on, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof MistakeFilter>): Promise<Page<MistakeView>> {
    const on = this.dataSource.manager;
    const { placementId, state } = filter;
    if (placementId) await this.coverages.ofPlacement(on, actor, placementId);
    const query = on.createQueryBuilder(MistakeEntity, 'mistake').where({
      ...scopeOf(actor, filter),
      ...(placementId && { placementId }),
      ...(state && { state }),
    });
    const page = await pageOf(query, filter, {
      id: 'mistake.id',
      sorts: { knownAt: 'mistake.knownAt' },
      defaultSort: '-knownAt',
    });
    return { ...page, items: await this.desk.views(on, page.items) };
  }
}
