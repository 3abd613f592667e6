import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import type { TerminationFilter } from '#libs/contracts';
import { type Page, pageOf } from '#libs/persistence';
import { narrowToPeople } from '../experts/concerned.js';
import { ProposalDesk, type ProposalView } from './proposal-desk.js';
import { TerminationProposalEntity } from './termination-proposal.entity.js';

/** PL-14. Reads proposed terminations, for whom they concern. */
@Injectable()
export class TerminationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: ProposalDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<ProposalView> {
    const on = this.dataSource.manager;
    return this.desk.view(on, await this.desk.seen(on, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof TerminationFilter>): Promise<Page<ProposalView>> {
    const on = this.dataSource.manager;
    const { expertId, category, state } = filter;
    const query = on.createQueryBuilder(TerminationProposalEntity, 'proposal');
    await narrowToPeople(on, query, actor, expertId);
    if (category) query.andWhere('proposal.category = :category', { category });
    if (state) query.andWhere('proposal.state = :state', { state });
    const page = await pageOf(query, filter, {
      id: 'proposal.id',
      sorts: { proposedAt: 'proposal.proposedAt' },
      defaultSort: '-proposedAt',
    });
    return { ...page, items: await this.desk.views(on, page.items) };
  }
}
