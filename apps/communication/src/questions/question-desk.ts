import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, notYours } from '#libs/access';
import { History } from '#libs/history';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Clocks } from '../clocks/clocks.js';
import { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { MessageEntity } from './message.entity.js';
import { QuestionEntity } from './question.entity.js';
import { type Around, questionView, type QuestionView } from './question.view.js';

/** A question with its row locked, and the coverage it belongs to, locked before it. */
export interface OpenedQuestion {
  question: QuestionEntity;
  coverage: CoverageEntity;
}
export type NewMessage = Pick<MessageEntity, 'kind' | 'body'> &
  Partial<Pick<MessageEntity, 'by' | 'byRole' | 'channel' | 'channelMessageId' | 'refersTo'>> &
  Partial<Pick<MessageEntity, 'estimateMinutes' | 'estimateDeadline'>>;

/** What every step of a question begins and ends with; inside the caller's transaction. */
@Injectable()
export class QuestionDesk {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly history: History,
    private readonly clock: Clock,
  ) {}

  /** 404 `access.no-such-question` unless the actor sees its placement. */
  async find(on: EntityManager, actor: Actor, id: string): Promise<QuestionEntity> {
    const question = await on.findOneBy(QuestionEntity, { id });
    if (!question) throw notYours('question');
    await this.coverages.ofPlacement(on, actor, question.placementId, false, 'question');
    return question;
  }

  /** The same for whoever changes it: two who want to, do it one after the other. */
  async open(tx: EntityManager, actor: Actor, id: string): Promise<OpenedQuestion> {
    const known = await tx.findOneBy(QuestionEntity, { id });
    if (!known) throw notYours('question');
    const coverage = await this.coverages.ofPlacement(tx, actor, known.placementId, true, 'question');
    return { coverage, question: await this.locked(tx, id) };
  }

  /** Locks its row; the coverage's is locked already. */
  locked(tx: EntityManager, id: string): Promise<QuestionEntity> {
    return tx.findOneOrFail(QuestionEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async add(tx: EntityManager, actor: Actor, question: QuestionEntity): Promise<void> {
    await tx.insert(QuestionEntity, question);
    await this.history.add(tx, question.id, actor, question.state);
  }

  async write(
    tx: EntityManager,
    actor: Actor,
    { id: questionId }: QuestionEntity,
    message: NewMessage,
  ): Promise<MessageEntity> {
    const written: MessageEntity = {
      ...{ id: newId(), questionId, by: actor.name, byRole: actor.role, at: this.clock.now(), channel: 'board' },
      ...{ channelMessageId: null, refersTo: [], estimateMinutes: null, estimateDeadline: null },
      ...message,
    };
    await tx.insert(MessageEntity, written);
    return written;
  }

  /** Saves what a step changed, and keeps who brought it into its new state. */
  async save(
    tx: EntityManager,
    actor: Actor,
    question: QuestionEntity,
    set: Partial<QuestionEntity>,
    reason?: string,
  ): Promise<QuestionEntity> {
    const { id } = question;
    const saved = { ...question, ...set, version: question.version + 1 };
    await tx.update(QuestionEntity, { id }, { ...set, version: saved.version });
    if (saved.state !== question.state || reason) await this.history.add(tx, id, actor, saved.state, reason);
    return saved;
  }

  /** CS-3. Account of who answers now: the expert, or who stands in during its break. */
  async answering(on: EntityManager, { placementId, expertId }: CoverageEntity): Promise<string> {
    const [standIn] = await on.query<{ accountId: string }[]>(
      `select account_id as "accountId" from stand_ins where placement_id = $1`,
      [placementId],
    );
    return standIn?.accountId ?? expertId;
  }

  /** CS-3. Somebody else answers it from now on, and keeps its clocks. */
  async assign(tx: EntityManager, question: QuestionEntity, assignedTo: string): Promise<QuestionEntity> {
    const { id } = question;
    const assigned = { ...question, assignedTo, version: question.version + 1 };
    await tx.update(QuestionEntity, { id }, { assignedTo, version: assigned.version });
    await this.clocks.assign(tx, id, assignedTo);
    return assigned;
  }

  /** What every event of a question says. */
  about(
    { id: questionId, placementId, clientId, expertId, assignedTo, subject }: QuestionEntity,
    coverage: CoverageEntity,
  ) {
    return {
      ...{ questionId, placementId, clientId, expertId, assignedTo, subject },
      ...this.coverages.careOf(coverage),
    };
  }

  async view(on: EntityManager, actor: Actor, question: QuestionEntity): Promise<QuestionView> {
    const around = await this.around(on, [question]);
    return questionView(actor, question, around.get(question.id)!);
  }

  /** All that the views of these questions take, in four statements. */
  async around(on: EntityManager, questions: readonly QuestionEntity[]): Promise<Map<string, Around>> {
    const ids = questions.map(({ id }) => id);
    const messages = await on.find(MessageEntity, { where: { questionId: In(ids) }, order: { at: 'asc', id: 'asc' } });
    const byQuestion = Map.groupBy(messages, ({ questionId }) => questionId);
    const history = await this.history.of(on, ids);
    const clocks = await this.clocks.viewsOf(on, ids);
    const named = await this.named(on, questions);
    return new Map(
      questions.map(({ id, placementId }) => [
        id,
        {
          named: named.get(placementId)!,
          messages: byQuestion.get(id) ?? [],
          clocks: clocks.get(id) ?? [],
          history: history.get(id) ?? [],
        },
      ]),
    );
  }

  async named(on: EntityManager, of: readonly { placementId: string }[]): Promise<Map<string, CoverageEntity>> {
    const coverages = await on.findBy(CoverageEntity, { placementId: In(of.map(({ placementId }) => placementId)) });
    return new Map(coverages.map((coverage) => [coverage.placementId, coverage]));
  }
}
