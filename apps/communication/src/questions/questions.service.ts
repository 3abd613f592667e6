import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Actor, scopeOf } from '#libs/access';
import type { QuestionFilter } from '#libs/contracts';
import { containing, type Page, pageOf } from '#libs/persistence';
import { Clocks } from '../clocks/clocks.js';
import { Coverages } from '../coverage/coverages.js';
import { QuestionDesk } from './question-desk.js';
import { QuestionEntity } from './question.entity.js';
import { type QuestionView, summaryView, type SummaryView } from './question.view.js';

type Filter = z.output<typeof QuestionFilter>;

/** CS-4. Reads questions, for the actor who may see them. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly desk: QuestionDesk,
  ) {}

  async get(actor: Actor, id: string): Promise<QuestionView> {
    const on = this.dataSource.manager;
    return this.desk.view(on, actor, await this.desk.find(on, actor, id));
  }

  async list(actor: Actor, filter: Filter): Promise<Page<SummaryView>> {
    const on = this.dataSource.manager;
    // A foreign id in a filter is refused as it is in a path.
    if (filter.placementId) await this.coverages.ofPlacement(on, actor, filter.placementId);
    const query = on.createQueryBuilder(QuestionEntity, 'question').where('true');
    scope(query, actor, filter);
    narrow(query, filter);
    const page = await pageOf(query, filter, {
      id: 'question.id',
      sorts: { askedAt: 'question.askedAt' },
      defaultSort: '-askedAt',
    });
    const named = await this.desk.named(on, page.items);
    const clocks = await this.clocks.viewsOf(
      on,
      page.items.map(({ id }) => id),
    );
    const items = page.items.map((question) =>
      summaryView(question, { named: named.get(question.placementId)!, clocks: clocks.get(question.id) ?? [] }),
    );
    return { ...page, items };
  }
}

/** GW-3, CS-3. An expert also sees what it answers for a colleague, as long as it stands in. */
function scope(query: SelectQueryBuilder<QuestionEntity>, actor: Actor, filter: Filter): void {
  const { clientId, expertId } = scopeOf(actor, filter);
  if (clientId) query.andWhere('question.clientId = :clientId', { clientId });
  if (!expertId) return;
  const own = actor.role === 'expert' && !filter.expertId;
  query.andWhere(
    own
      ? `(question.expertId = :expertId or (question.assignedTo = :expertId and ${standsIn}))`
      : 'question.expertId = :expertId',
    { expertId },
  );
}

const standsIn = `exists (select from coverages
  where placement_id = question.placementId and covering_id = :expertId)`;

function narrow(query: SelectQueryBuilder<QuestionEntity>, filter: Filter): void {
  const { placementId, assignedTo, state, breached, q } = filter;
  if (placementId) query.andWhere('question.placementId = :placementId', { placementId });
  if (assignedTo) query.andWhere('question.assignedTo = :assignedTo', { assignedTo });
  if (state) query.andWhere('question.state = :state', { state });
  if (q) query.andWhere('question.subject ilike :q', { q: containing(q) });
  if (breached === 'true') query.andWhere(`question.id in (${broken})`);
  if (breached === 'false') query.andWhere(`not exists (${broken} and subject_id = question.id)`);
}

/** Questions with a promise that is broken and still to be kept. */
const broken = `select subject_id from clocks where subject_kind = 'question' and state <> 'stopped' and breached_at is not null`;
