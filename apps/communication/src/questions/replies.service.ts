import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { communicationEvents, type reopenQuestion, type replyToQuestion } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Coverages } from '../coverage/coverages.js';
import { type NewMessage, type OpenedQuestion, QuestionDesk } from './question-desk.js';
import { QuestionPromises } from './question-promises.js';
import type { QuestionEntity } from './question.entity.js';
import { afterReply, nextQuestionState } from './question.rules.js';
import type { QuestionView } from './question.view.js';

const { questionReplied } = communicationEvents;

/** CS-5. The client goes on: it writes again, or finds that it wasn't answered. */
@Injectable()
export class RepliesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly desk: QuestionDesk,
    private readonly promises: QuestionPromises,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  reply(call: Call<typeof replyToQuestion>): Promise<QuestionView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client');
      const opened = await this.desk.open(tx, actor, input.id);
      const replied = await this.hear(tx, actor, opened, { kind: 'reply', body: input.body });
      return this.desk.view(tx, actor, replied);
    });
  }

  /** The client, or staff in its name. */
  reopen(call: Call<typeof reopenQuestion>): Promise<QuestionView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client', 'account-executive', 'team-lead', 'admin');
      const opened = await this.desk.open(tx, actor, input.id);
      const state = nextQuestionState(opened.question.state, 'reopen');
      this.coverages.requireActive(opened.coverage);
      const question = await this.assign(tx, opened);
      await this.promises.again(tx, actor, { ...opened, question });
      const saved = await this.desk.save(tx, actor, question, { state, action: null }, input.reason);
      await this.tell(tx, actor, { ...opened, question: saved }, input.reason, actor.name, true);
      return this.desk.view(tx, actor, saved);
    });
  }

  /** What the client wrote, whichever way it came in; `set` is what else it changes. Inside a running transaction. */
  async hear(
    tx: EntityManager,
    actor: Actor,
    opened: OpenedQuestion,
    message: NewMessage,
    set: Partial<QuestionEntity> = {},
  ): Promise<QuestionEntity> {
    const { state, clocks, reopened } = afterReply(opened.question.state, opened.question.beforeWaiting);
    const question = await this.assign(tx, opened);
    const { by, body } = await this.desk.write(tx, actor, question, message);
    let { nextUpdateDue } = question;
    if (clocks === 'resume') {
      nextUpdateDue = await this.promises.resume(tx, actor, question.id);
    }
    if (clocks === 'next-answer') await this.promises.nextAnswer(tx, actor, { ...opened, question });
    const saved = await this.desk.save(tx, actor, question, {
      ...{ state, beforeWaiting: null, nextUpdateDue },
      ...(reopened && { action: null }),
      ...set,
    });
    await this.tell(tx, actor, { ...opened, question: saved }, body, by, reopened);
    return saved;
  }

  /** CS-3. Whoever answers now, if that changed since the last answer. */
  private async assign(tx: EntityManager, { question, coverage }: OpenedQuestion): Promise<QuestionEntity> {
    const assignedTo = await this.desk.answering(tx, coverage);
    if (assignedTo === question.assignedTo) return question;
    return this.desk.assign(tx, question, assignedTo);
  }

  private async tell(
    tx: EntityManager,
    actor: Actor,
    { question, coverage }: OpenedQuestion,
    body: string,
    by: string,
    reopened: boolean,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    const data = { ...this.desk.about(question, coverage), body, by, at, reopened };
    await this.outbox.add(tx, questionReplied, { aggregateId: question.id, actor, data });
  }
}
