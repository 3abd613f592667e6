import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { Clock } from '#libs/time';
import type { ClockKind } from '../clocks/clock.entity.js';
import { Clocks } from '../clocks/clocks.js';
import { Coverages } from '../coverage/coverages.js';
import type { OpenedQuestion } from './question-desk.js';
import { secondsUntilUpdate } from './question.rules.js';

/** CS-5, CS-7. What is promised to whoever asked. A placement that rests or is over promises nothing new. */
@Injectable()
export class QuestionPromises {
  constructor(
    private readonly coverages: Coverages,
    private readonly clocks: Clocks,
    private readonly clock: Clock,
  ) {}

  async firstAnswer(tx: EntityManager, actor: Actor, opened: OpenedQuestion): Promise<Date | null> {
    const { firstAnswerMinutes } = await this.terms(tx, opened);
    return this.start(tx, actor, opened, 'first-answer', firstAnswerMinutes * 60);
  }

  async nextAnswer(tx: EntityManager, actor: Actor, opened: OpenedQuestion): Promise<Date | null> {
    const { nextAnswerMinutes } = await this.terms(tx, opened);
    return this.start(tx, actor, opened, 'next-answer', nextAnswerMinutes * 60);
  }

  /** The answer that was given wasn't one: its clock runs on, or that of the next answer begins. */
  async again(tx: EntityManager, actor: Actor, opened: OpenedQuestion): Promise<void> {
    const { id } = opened.question;
    const clocks = (await this.clocks.viewsOf(tx, [id])).get(id) ?? [];
    if (clocks.some(({ kind }) => kind === 'next-answer')) await this.nextAnswer(tx, actor, opened);
    else await this.clocks.reopen(tx, actor, id, ['first-answer']);
  }

  /** Whatever was promised is kept; the next update is promised. Answers when it is due. */
  async updateWhileChecking(tx: EntityManager, actor: Actor, opened: OpenedQuestion): Promise<Date | null> {
    const { checkingUpdateMinutes } = await this.terms(tx, opened);
    return this.update(tx, actor, opened, checkingUpdateMinutes * 60);
  }

  /** The same for a time that was named. */
  async updateAt(tx: EntityManager, actor: Actor, opened: OpenedQuestion, nextUpdateAt: Date): Promise<void> {
    const { placementId, endsOn } = opened.coverage;
    const now = this.clock.now();
    const { calendar } = await this.coverages.calendarOf(tx, placementId, now);
    await this.update(tx, actor, opened, secondsUntilUpdate(calendar, now, nextUpdateAt, endsOn));
  }

  /** Whatever was promised is done. */
  keep(tx: EntityManager, actor: Actor, questionId: string): Promise<void> {
    return this.clocks.stop(tx, actor, questionId);
  }

  /** The client has to say something first. */
  wait(tx: EntityManager, actor: Actor, questionId: string): Promise<void> {
    return this.clocks.wait(tx, actor, questionId);
  }

  /** It did. Answers when the promised update is due now, where one is. */
  async resume(tx: EntityManager, actor: Actor, questionId: string): Promise<Date | null> {
    await this.clocks.resume(tx, actor, questionId);
    return this.updateDue(tx, questionId);
  }

  private async updateDue(tx: EntityManager, questionId: string): Promise<Date | null> {
    const clocks = (await this.clocks.viewsOf(tx, [questionId])).get(questionId) ?? [];
    const running = clocks.findLast(({ kind, state }) => kind === 'promised-update' && state === 'running');
    return running?.dueAt ? new Date(running.dueAt) : null;
  }

  private async update(
    tx: EntityManager,
    actor: Actor,
    opened: OpenedQuestion,
    targetSeconds: number,
  ): Promise<Date | null> {
    await this.keep(tx, actor, opened.question.id);
    return this.start(tx, actor, opened, 'promised-update', targetSeconds);
  }

  private async start(
    tx: EntityManager,
    actor: Actor,
    { question, coverage }: OpenedQuestion,
    kind: ClockKind,
    targetSeconds: number,
  ): Promise<Date | null> {
    if (coverage.state !== 'active') return null;
    const { id: subjectId, subject: title, assignedTo } = question;
    const { dueAt } = await this.clocks.start(tx, actor, {
      ...{ kind, subjectKind: 'question', subjectId, title, coverage, assignedTo, targetSeconds },
    });
    return dueAt;
  }

  private terms(tx: EntityManager, { coverage }: OpenedQuestion) {
    return this.coverages.termsAt(tx, coverage.placementId, this.clock.now());
  }
}
