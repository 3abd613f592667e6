import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, notYours, requireRole } from '#libs/access';
import { type CommunityFilter, communicationEvents, type helpWithQuestion } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { containing, type Page, pageOf, Transactions } from '#libs/persistence';
import { Coverages } from '../coverage/coverages.js';
import { QuestionDesk } from './question-desk.js';
import { QuestionEntity } from './question.entity.js';
import { communityView, type CommunityView } from './question.view.js';

const { questionHelped } = communicationEvents;

/** CS-5. "I ask my colleagues": the network's experts see a question while it is checked, and help. */
@Injectable()
export class CommunityService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly desk: QuestionDesk,
    private readonly outbox: Outbox,
  ) {}

  /** Those of others: an expert's own stand in its list of questions. */
  async list(actor: Actor, filter: z.output<typeof CommunityFilter>): Promise<Page<CommunityView>> {
    belongs(actor);
    const on = this.dataSource.manager;
    const query = on.createQueryBuilder(QuestionEntity, 'question').where({ state: 'checking' });
    if (!isStaff(actor)) query.andWhere('question.expertId <> :self', { self: actor.expertId });
    if (filter.q) query.andWhere(`${anonymousSubject} ilike :q`, { q: containing(filter.q) });
    const page = await pageOf(query, filter, {
      id: 'question.id',
      sorts: { askedAt: 'question.askedAt' },
      defaultSort: '-askedAt',
    });
    return { ...page, items: await this.views(on, page.items) };
  }

  /** 404 once it is no longer checked. */
  help(call: Call<typeof helpWithQuestion>): Promise<CommunityView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      belongs(actor);
      const question = await this.checked(tx, actor, input.id);
      const coverage = (await this.coverages.locked(tx, question.placementId))!;
      const locked = await this.desk.locked(tx, question.id);
      if (locked.state !== 'checking') throw notYours('question');
      const { body, by } = await this.desk.write(tx, actor, locked, { kind: 'help', body: input.body });
      const saved = await this.desk.save(tx, actor, locked, {});
      const data = { ...this.desk.about(saved, coverage), body, by };
      await this.outbox.add(tx, questionHelped, { aggregateId: saved.id, actor, data });
      const [view] = await this.views(tx, [saved]);
      return view!;
    });
  }

  private async checked(tx: EntityManager, actor: Actor, id: string): Promise<QuestionEntity> {
    const question = await tx.findOneBy(QuestionEntity, { id, state: 'checking' });
    if (!question || question.expertId === actor.expertId) throw notYours('question');
    return question;
  }

  private async views(on: EntityManager, questions: readonly QuestionEntity[]): Promise<CommunityView[]> {
    const around = await this.desk.around(on, questions);
    return questions.map((question) => communityView(question, around.get(question.id)!));
  }
}

/** Who looks for a client's name finds nothing by it. */
const anonymousSubject = `replace(lower(question.subject),
  (select lower(client_name) from coverages where placement_id = question.placementId), 'the client')`;

const belongs = (actor: Actor): void => requireRole(actor, 'expert', 'team-lead', 'account-executive', 'admin');
