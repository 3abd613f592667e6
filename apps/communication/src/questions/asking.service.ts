import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, requireRole } from '#libs/access';
import { type askQuestion, communicationEvents } from '#libs/contracts';
import { type Call, Outbox } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import type { CoverageEntity } from '../coverage/coverage.entity.js';
import { Coverages } from '../coverage/coverages.js';
import { type NewMessage, QuestionDesk } from './question-desk.js';
import { QuestionPromises } from './question-promises.js';
import type { QuestionEntity } from './question.entity.js';
import type { QuestionView } from './question.view.js';

const { questionAsked } = communicationEvents;

/** CS-4. A client asks, or staff in its name: the first answer is promised. */
@Injectable()
export class AskingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly desk: QuestionDesk,
    private readonly promises: QuestionPromises,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  ask(call: Call<typeof askQuestion>): Promise<QuestionView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client', 'account-executive', 'team-lead', 'admin');
      const coverage = await this.coverages.ofPlacement(tx, actor, input.placementId, true);
      const { subject, body } = input;
      const asked = { subject, askedBy: actor.name, message: { kind: 'question' as const, body } };
      return this.desk.view(tx, actor, await this.begin(tx, actor, coverage, asked));
    });
  }

  /** The same inside a running transaction, with the coverage locked. 409 `communication.not-running`. */
  async begin(
    tx: EntityManager,
    actor: Actor,
    coverage: CoverageEntity,
    { subject, askedBy, message }: { subject: string; askedBy: string; message: NewMessage },
  ): Promise<QuestionEntity> {
    this.coverages.requireActive(coverage);
    const { placementId, clientId, expertId } = coverage;
    const question: QuestionEntity = {
      ...{ id: newId(), placementId, clientId, expertId, subject, state: 'open', beforeWaiting: null },
      ...{ assignedTo: await this.desk.answering(tx, coverage), askedBy, askedAt: this.clock.now() },
      ...{ answeredAt: null, nextUpdateDue: null, action: null, version: 1 },
    };
    await this.desk.add(tx, actor, question);
    await this.desk.write(tx, actor, question, message);
    const dueAt = await this.promises.firstAnswer(tx, actor, { question, coverage });
    const data = {
      ...this.desk.about(question, coverage),
      body: message.body,
      askedBy,
      askedAt: question.askedAt.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
    };
    await this.outbox.add(tx, questionAsked, { aggregateId: question.id, actor, data });
    return question;
  }
}
