import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type answerQuestionnaire, qualityEvents } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { AnswerEffects } from './answer-effects.js';
import { checkOpen, isChanged, replace } from './answering.rules.js';
import { QuestionnaireDesk, type QuestionnaireView } from './questionnaire-desk.js';
import { QuestionnaireAnswerEntity, QuestionnaireEntity, QuestionnaireItemEntity } from './questionnaire.entity.js';

type Answer = Pick<Call<typeof answerQuestionnaire>['input'], 'items' | 'comment'>;

/** QN-1. The contact answers, and may change it until the week closes; nobody of the network does it for the client. */
@Injectable()
export class AnsweringService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: QuestionnaireDesk,
    private readonly effects: AnswerEffects,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  answer(call: Call<typeof answerQuestionnaire>): Promise<QuestionnaireView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client');
      const questionnaire = await this.desk.find(tx, actor, input.id, true);
      checkOpen(this.clock.now(), questionnaire.closesAt);
      return this.desk.view(tx, actor, await this.set(tx, actor, questionnaire, input));
    });
  }

  /** The same answer again changes nothing, and is told to nobody. */
  private async set(
    tx: EntityManager,
    actor: Actor,
    questionnaire: QuestionnaireEntity,
    answer: Answer,
  ): Promise<QuestionnaireEntity> {
    const asked = await tx.find(QuestionnaireItemEntity, {
      where: { questionnaireId: questionnaire.id },
      order: { title: 'asc', placementId: 'asc' },
    });
    const replaced = replace(asked, answer.items);
    const comment = answer.comment || null;
    const isNewComment = comment !== questionnaire.comment;
    const changed = replaced.filter((each) => isNewComment || isChanged(each));
    if (!changed.length) return questionnaire;
    const now = { comment, answeredAt: this.clock.now() };
    const saved = { ...questionnaire, ...now };
    await tx.update(QuestionnaireEntity, { id: questionnaire.id }, now);
    for (const each of changed) await this.effects.of(tx, actor, saved, each);
    await tx.insert(QuestionnaireAnswerEntity, {
      ...{ id: newId(), questionnaireId: saved.id, at: now.answeredAt, byId: actor.id, by: actor.name },
      ...{ items: answer.items, comment },
    });
    await this.tell(tx, actor, saved, asked, answer);
    return saved;
  }

  private async tell(
    tx: EntityManager,
    actor: Actor,
    { id: questionnaireId, clientId, week, answeredAt }: QuestionnaireEntity,
    asked: readonly QuestionnaireItemEntity[],
    { items }: Answer,
  ): Promise<void> {
    const expertOf = new Map(asked.map(({ placementId, expertId }) => [placementId, expertId]));
    await this.outbox.add(tx, qualityEvents.questionnaireAnswered, {
      ...{ aggregateId: questionnaireId, actor },
      data: {
        ...{ questionnaireId, clientId, week, answeredAt: answeredAt!.toISOString() },
        items: items.map(({ placementId, score }) => ({
          ...{ placementId, score, expertId: expertOf.get(placementId)! },
        })),
      },
    });
  }
}
