import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import {
  type answerQuestion,
  type askBack,
  type checkQuestion,
  communicationEvents,
  Email,
  type researchQuestion,
} from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { Signs } from '../shifts/signs.js';
import { MessageEntity } from './message.entity.js';
import { type NewMessage, type OpenedQuestion, QuestionDesk } from './question-desk.js';
import { QuestionPromises } from './question-promises.js';
import type { OwedState, QuestionEntity } from './question.entity.js';
import { checkDeadline, nextQuestionState, type QuestionStep } from './question.rules.js';
import type { QuestionView } from './question.view.js';
import { addressIn } from './thread.rules.js';

const { questionAnswered } = communicationEvents;

type StepCall = Call & { input: { id: string; body: string } };
type Said = NewMessage & { kind: 'answer' | 'checking' | 'researching' | 'waiting' };
/** What a step does to the clocks, and what it changes beside the state. */
type Keep = (tx: EntityManager, opened: OpenedQuestion) => Promise<Partial<QuestionEntity>>;

/** CS-5. What the network says to the client: an answer, an honest "I don't know yet", or a question back. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly desk: QuestionDesk,
    private readonly promises: QuestionPromises,
    private readonly signs: Signs,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  answer(call: Call<typeof answerQuestion>): Promise<QuestionView> {
    const { actor, input } = call;
    const { minutes = null, deadline } = input.estimate;
    const estimateDeadline = deadline ? new Date(deadline) : null;
    const said: Said = { kind: 'answer', body: input.body, estimateMinutes: minutes, estimateDeadline };
    return this.say(call, 'answer', said, async (tx, { question }) => {
      checkDeadline(estimateDeadline, this.clock.now());
      await this.promises.keep(tx, actor, question.id);
      return { answeredAt: this.clock.now(), nextUpdateDue: null, beforeWaiting: null };
    });
  }

  check(call: Call<typeof checkQuestion>): Promise<QuestionView> {
    return this.say(call, 'check', { kind: 'checking', body: call.input.body }, async (tx, opened) => ({
      nextUpdateDue: await this.promises.updateWhileChecking(tx, call.actor, opened),
    }));
  }

  research(call: Call<typeof researchQuestion>): Promise<QuestionView> {
    const nextUpdateDue = new Date(call.input.nextUpdateAt);
    return this.say(call, 'research', { kind: 'researching', body: call.input.body }, async (tx, opened) => {
      await this.promises.updateAt(tx, call.actor, opened, nextUpdateDue);
      return { nextUpdateDue };
    });
  }

  askBack(call: Call<typeof askBack>): Promise<QuestionView> {
    return this.say(call, 'ask-back', { kind: 'waiting', body: call.input.body }, async (tx, { question }) => {
      await this.promises.wait(tx, call.actor, question.id);
      return { nextUpdateDue: null, beforeWaiting: question.state as OwedState };
    });
  }

  private say(call: StepCall, step: QuestionStep, said: Said, keep: Keep): Promise<QuestionView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'expert', 'team-lead', 'account-executive');
      const opened = await this.desk.open(tx, actor, input.id);
      const { question, coverage } = opened;
      const state = nextQuestionState(question.state, step);
      const set = await keep(tx, opened);
      const message = await this.desk.write(tx, actor, question, said);
      const saved = await this.desk.save(tx, actor, question, { state, ...set });
      if (actor.expertId) await this.signs.note(tx, coverage.placementId, actor.expertId, message.at);
      await this.tell(tx, actor, { question: saved, coverage }, said.kind, message);
      return this.desk.view(tx, actor, saved);
    });
  }

  /** CS-9. Through the client's channel, in the thread of what it wrote last. */
  private async tell(
    tx: EntityManager,
    actor: Actor,
    { question, coverage }: OpenedQuestion,
    kind: Said['kind'],
    { id: messageId, body, by, at }: MessageEntity,
  ): Promise<void> {
    const last = await tx.findOneOrFail(MessageEntity, {
      where: { questionId: question.id, kind: In(['question', 'reply']) },
      order: { at: 'desc', id: 'desc' },
    });
    const data = {
      ...this.desk.about(question, coverage),
      ...{ messageId, body, by, kind, channel: coverage.channel, inReplyTo: last.channelMessageId },
      to: last.channel === 'email' ? (Email.safeParse(addressIn(last.by)).data ?? null) : null,
      nextUpdateDue: question.nextUpdateDue?.toISOString() ?? null,
      at: at.toISOString(),
    };
    await this.outbox.add(tx, questionAnswered, { aggregateId: question.id, actor, data });
  }
}
