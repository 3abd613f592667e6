import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole, staff } from '#libs/access';
import type { ComplaintFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { Circle } from '../network/circle.js';
import { ComplaintDesk } from './complaint-desk.js';
import { ComplaintEntity, type ComplaintView } from './complaint.entity.js';

/** A complaint is between the network and its expert: no client reads what was made of it. */
const readers = (actor: Actor): void => requireRole(actor, 'expert', ...staff);

/** QN-4. Reads complaints: staff all, a team lead those of its own people, an expert its own. */
@Injectable()
export class ComplaintsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly desk: ComplaintDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<ComplaintView> {
    readers(actor);
    const on = this.dataSource.manager;
    const { complaint } = await this.desk.find(on, actor, id);
    return this.desk.view(on, actor, complaint);
  }

  async list(actor: Actor, filter: z.output<typeof ComplaintFilter>): Promise<Page<ComplaintView>> {
    readers(actor);
    const on = this.dataSource.manager;
    if (filter.placementId) await this.circle.placement(on, actor, filter.placementId);
    const query = on.createQueryBuilder(ComplaintEntity, 'complaint');
    this.circle.narrow(query, actor, filter);
    for (const name of ['placementId', 'category', 'group', 'severity', 'state'] as const) {
      if (filter[name]) query.andWhere(`complaint.${name} = :${name}`, { [name]: filter[name] });
    }
    const page = await pageOf(query, filter, {
      id: 'complaint.id',
      sorts: { loggedAt: 'complaint.loggedAt' },
      defaultSort: '-loggedAt',
    });
    return { ...page, items: await this.desk.views(on, actor, page.items) };
  }
}
