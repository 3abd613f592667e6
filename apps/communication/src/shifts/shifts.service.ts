import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf, visible } from '#libs/access';
import type { ShiftFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Coverages } from '../coverage/coverages.js';
import { ShiftEntity } from './shift.entity.js';
import { shiftViews, type ShiftView } from './shift.view.js';

/** CS-1. Shifts, for who may see them: staff all, a client and an expert their own. */
@Injectable()
export class ShiftsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
  ) {}

  async get(actor: Actor, id: string): Promise<ShiftView> {
    const on = this.dataSource.manager;
    const shift = visible(actor, await on.findOneBy(ShiftEntity, { id }), 'shift');
    return (await shiftViews(on, [shift]))[0]!;
  }

  async list(actor: Actor, filter: z.output<typeof ShiftFilter>): Promise<Page<ShiftView>> {
    const on = this.dataSource.manager;
    const { placementId, state, from, to } = filter;
    const query = on.createQueryBuilder(ShiftEntity, 'shift').where(scopeOf(actor, filter));
    if (placementId) {
      await this.coverages.ofPlacement(on, actor, placementId);
      query.andWhere('shift.placementId = :placementId', { placementId });
    }
    if (state) query.andWhere('shift.state = :state', { state });
    if (from) query.andWhere('shift.day >= :from', { from });
    if (to) query.andWhere('shift.day <= :to', { to });
    const list = { id: 'shift.id', sorts: { startsAt: 'shift.startsAt' }, defaultSort: '-startsAt' };
    const page = await pageOf(query, filter, list);
    return { ...page, items: await shiftViews(on, page.items) };
  }
}
