import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import { InboundMessage, type receiveEmail, type receiveMessage } from '#libs/contracts';
import { conflict, DomainError, invalid, invalidField } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Coverages } from '../coverage/coverages.js';
import { AskingService } from './asking.service.js';
import { readEmail } from './email.js';
import { type NewMessage, QuestionDesk } from './question-desk.js';
import { QuestionEntity } from './question.entity.js';
import type { QuestionView } from './question.view.js';
import { RepliesService } from './replies.service.js';
import { kindOf, subjectOf } from './thread.rules.js';
import { type Threaded, Threads } from './threads.js';

interface Inbound extends Threaded {
  channel: 'api' | 'chat' | 'email';
  /** Where it is addressed to: a placement or a question. */
  addressedTo?: string | undefined;
  from: string;
  subject: string;
  body: string;
  automatic: boolean;
}

/** CS-4. What channels bring, once each: adapters of the network answer for who may write through them. */
@Injectable()
export class InboundService {
  constructor(
    private readonly transactions: Transactions,
    private readonly coverages: Coverages,
    private readonly threads: Threads,
    private readonly desk: QuestionDesk,
    private readonly asking: AskingService,
    private readonly replies: RepliesService,
  ) {}

  receive(call: Call<typeof receiveMessage>): Promise<QuestionView> {
    const { inReplyTo, placementId: addressedTo, ...message } = call.input;
    const inbound: Inbound = { ...message, addressedTo, refersTo: inReplyTo ? [inReplyTo] : [] };
    return this.transactions.command(call, (tx) => this.take(tx, call.actor, inbound));
  }

  async receiveEmail(call: Call<typeof receiveEmail>): Promise<QuestionView> {
    mayBring(call.actor);
    const { raw, encoding, recipient } = call.input;
    const { refersTo, addressedTo, ...mail } = await readEmail(Buffer.from(raw, encoding), recipient);
    const inbound: Inbound = {
      ...checked({ ...mail, channel: 'email' }),
      channel: 'email',
      refersTo,
      addressedTo: addressedTo ?? undefined,
    };
    return this.transactions.command(call, (tx) => this.take(tx, call.actor, inbound));
  }

  private async take(tx: EntityManager, actor: Actor, message: Inbound): Promise<QuestionView> {
    mayBring(actor);
    await this.threads.lock(tx, message);
    const known = await this.threads.having(tx, message);
    const question = known ? await this.known(tx, message, known) : await this.add(tx, actor, message);
    return this.desk.view(tx, actor, question);
  }

  /** It came in before: nothing changes. */
  private async known(tx: EntityManager, { addressedTo }: Inbound, id: string): Promise<QuestionEntity> {
    const question = await tx.findOneByOrFail(QuestionEntity, { id });
    checkPlace(question, addressedTo);
    return question;
  }

  private async add(tx: EntityManager, actor: Actor, message: Inbound): Promise<QuestionEntity> {
    const { addressedTo } = message;
    const thread = await this.threads.find(tx, message);
    const named = addressedTo === undefined ? null : await this.threads.byId(tx, addressedTo);
    const id = thread ?? named;
    return id ? this.reply(tx, actor, message, id, named !== null) : this.ask(tx, actor, message);
  }

  private async reply(
    tx: EntityManager,
    actor: Actor,
    inbound: Inbound,
    id: string,
    isNamed: boolean,
  ): Promise<QuestionEntity> {
    const { placementId } = await tx.findOneByOrFail(QuestionEntity, { id });
    const coverage = (await this.coverages.locked(tx, placementId))!;
    const question = await this.desk.locked(tx, id);
    checkPlace(question, inbound.addressedTo);
    const message = written(inbound, isNamed || inbound.refersTo.length > 0);
    if (message.kind === 'auto-reply') {
      await this.desk.write(tx, actor, question, message);
      return this.desk.save(tx, actor, question, {});
    }
    // The question itself, after an answer to it: from now on it gives the thread its name.
    const asked = message.kind === 'question' && {
      subject: subjectOf(inbound.subject, inbound.body),
      askedBy: inbound.from,
    };
    return this.replies.hear(tx, actor, { question, coverage }, message, { ...asked });
  }

  private async ask(tx: EntityManager, actor: Actor, inbound: Inbound): Promise<QuestionEntity> {
    const { addressedTo, from: askedBy, subject, body } = inbound;
    if (inbound.automatic) {
      throw invalid('communication.auto-reply-alone', 'An auto-reply asks nothing: it is kept with a question only.', {
        rule: 'CS-4',
      });
    }
    if (addressedTo === undefined) {
      throw invalidField('communication.thread-unknown', 'placementId', 'is needed: no question is known', 'CS-4');
    }
    const coverage = await this.coverages.locked(tx, addressedTo);
    if (!coverage) throw notYours('placement');
    const message = written(inbound, inbound.refersTo.length > 0);
    return this.asking.begin(tx, actor, coverage, { subject: subjectOf(subject, body), askedBy, message });
  }
}

const mayBring = (actor: Actor): void => requireRole(actor, 'partner', 'admin', 'account-executive');

const written = (inbound: Inbound, answers: boolean): NewMessage => ({
  kind: kindOf({ automatic: inbound.automatic, answers }),
  body: inbound.body,
  by: inbound.from,
  byRole: 'client',
  channel: inbound.channel,
  channelMessageId: inbound.messageId,
  refersTo: [...inbound.refersTo],
});

/** 409: a thread stays with its placement. */
function checkPlace({ id, placementId }: QuestionEntity, addressedTo: string | undefined): void {
  if (addressedTo === undefined || addressedTo === placementId || addressedTo === id) return;
  throw conflict('communication.other-placement', 'This message belongs to a question of another placement.', {
    rule: 'CS-4',
  });
}

/** What a mail brought has the bounds of any message. Refuses 422 `request.invalid`. */
function checked(mail: z.input<typeof InboundMessage>): z.output<typeof InboundMessage> {
  const { success, data, error } = InboundMessage.safeParse(mail);
  if (success) return data;
  throw new DomainError('request.invalid', 'invalid', 'The mail is not valid.', {
    rule: 'CS-4',
    errors: error.issues.map(({ path, message }) => ({ field: `raw.${path.join('.')}`, message })),
  });
}
