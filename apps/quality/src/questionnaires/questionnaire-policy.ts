import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { requireRole } from '#libs/access';
import type { QuestionnairePolicy as PolicyShape, setQuestionnairePolicy } from '#libs/contracts';
import { stale } from '#libs/errors';
import { History } from '#libs/history';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { AskingTimer } from './asking-timer.js';
import { checkOrder } from './sending-time.rules.js';

/** QN-1 to QN-3. When contacts are asked, and what follows, is data; what was sent keeps the hour it closes at. */
@Injectable()
export class QuestionnairePolicy {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly timer: AskingTimer,
  ) {}

  get(): Promise<z.output<typeof PolicyShape>> {
    return this.view(this.dataSource.manager);
  }

  /** The new hour counts from the next questionnaire on. 412 `request.stale`, 422 `quality.policy-order`. */
  set(call: Call<typeof setQuestionnairePolicy>): Promise<z.output<typeof PolicyShape>> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'admin');
      const { sending, reminder, closing, detractorAnswerHours, leastAnswers } = input.policy;
      checkOrder(input.policy);
      const [changed] = await tx.query<[{ id: string }[], number]>(
        `update questionnaire_policy set sending = $1, reminder = $2, closing = $3, detractor_answer_hours = $4,
           least_answers = $5, version = version + 1
         where version = $6 returning id`,
        [sending, reminder, closing, detractorAnswerHours, leastAnswers, input.version],
      );
      if (!changed[0]) throw stale((await this.view(tx)).version);
      await this.history.add(tx, changed[0].id, actor, 'changed');
      await this.timer.moveAll(tx);
      return this.view(tx);
    });
  }

  private async view(on: EntityManager): Promise<z.output<typeof PolicyShape>> {
    const [row] = await on.query<(z.output<typeof PolicyShape> & { id: string })[]>(
      `select id, sending, reminder, closing, detractor_answer_hours as "detractorAnswerHours",
         least_answers as "leastAnswers", version from questionnaire_policy`,
    );
    const { id, ...policy } = row!;
    return { ...policy, history: (await this.history.of(on, [id])).get(id)! };
  }
}
