import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type closeQuestion, communicationEvents } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { MessageEntity } from './message.entity.js';
import { QuestionDesk } from './question-desk.js';
import type { QuestionEntity } from './question.entity.js';
import { nextQuestionState } from './question.rules.js';
import type { QuestionView } from './question.view.js';
import { WorkRequests } from './work-requests.js';

const { questionClosed } = communicationEvents;
type CloseCall = Call<typeof closeQuestion>;

/** CS-5. A question ends with what it led to: a task on the board (TS-11), a line of the weekly summary, or nothing. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: QuestionDesk,
    private readonly work: WorkRequests,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  close(call: CloseCall): Promise<QuestionView> {
    const { actor, input } = call;
    const { action: kind, note } = input;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert', 'team-lead', 'account-executive');
      const { question, coverage } = await this.desk.open(tx, actor, input.id);
      const state = nextQuestionState(question.state, 'close');
      const taskId = kind === 'task' ? await this.task(tx, actor, question, input) : null;
      const action = { kind, note, taskId, at: this.clock.now().toISOString(), by: actor.name };
      const saved = await this.desk.save(tx, actor, question, { state, action }, note);
      const data = { ...this.desk.about(saved, coverage), action: kind, note, taskId };
      await this.outbox.add(tx, questionClosed, { aggregateId: saved.id, actor, data });
      return this.desk.view(tx, actor, saved);
    });
  }

  /** As long as the last answer said, unless told otherwise. */
  private async task(
    tx: EntityManager,
    actor: Actor,
    { id, placementId, subject }: QuestionEntity,
    { title = subject, note: description, estimateMinutes }: CloseCall['input'],
  ): Promise<string> {
    const answer = await tx.findOne(MessageEntity, {
      where: { questionId: id, kind: 'answer' },
      order: { at: 'desc', id: 'desc' },
    });
    return this.work.request(tx, actor, {
      ...{ placementId, title, description, source: { kind: 'question', id } },
      estimateMinutes: estimateMinutes ?? (answer?.estimateMinutes || null),
    });
  }
}
