import type { z } from 'zod';
import type { CommunityQuestion, Message, Question, QuestionSummary } from '#libs/contracts';
import type { Actor } from '#libs/access';
import type { ChangeView } from '#libs/history';
import type { PromiseClockView } from '../clocks/clock.view.js';
import type { CoverageEntity } from '../coverage/coverage.entity.js';
import type { MessageEntity } from './message.entity.js';
import type { QuestionEntity } from './question.entity.js';
import { withoutName } from './question.rules.js';

export type QuestionView = z.output<typeof Question>;
export type SummaryView = z.output<typeof QuestionSummary>;
export type CommunityView = z.output<typeof CommunityQuestion>;

export type Named = Pick<CoverageEntity, 'clientName' | 'expertName'>;

/** What belongs to a question, from the tables around it. */
export interface Around {
  named: Named;
  messages: readonly MessageEntity[];
  clocks: PromiseClockView[];
  history: ChangeView[];
}

/** What colleagues say to each other is not shown to the client, nor to its adapters. */
const seesHelp = ({ role }: Actor): boolean => role !== 'client' && role !== 'partner';

const basics = (question: QuestionEntity, { clientName, expertName }: Named) => ({
  id: question.id,
  placementId: question.placementId,
  clientId: question.clientId,
  clientName,
  expertId: question.expertId,
  expertName,
  subject: question.subject,
  state: question.state,
  assignedTo: question.assignedTo,
  askedBy: question.askedBy,
  askedAt: question.askedAt.toISOString(),
  answeredAt: question.answeredAt?.toISOString() ?? null,
  nextUpdateDue: question.nextUpdateDue?.toISOString() ?? null,
  version: question.version,
});

/** A question as its reader may see it. */
export const questionView = (actor: Actor, question: QuestionEntity, around: Around): QuestionView => ({
  ...basics(question, around.named),
  messages: around.messages.filter(({ kind }) => kind !== 'help' || seesHelp(actor)).map(messageView),
  clocks: around.clocks,
  action: question.action,
  history: around.history,
});

/** In a list: the promise that runs out next, and whether one that still runs is broken. */
export const summaryView = (
  question: QuestionEntity,
  { named, clocks }: Pick<Around, 'named' | 'clocks'>,
): SummaryView => ({
  ...basics(question, named),
  dueAt:
    clocks
      .flatMap(({ dueAt }) => dueAt ?? [])
      .sort()
      .at(0) ?? null,
  breached: clocks.some(({ state, breachedAt }) => state !== 'stopped' && breachedAt !== null),
});

/** CS-5. For the network's experts: not whose question it is. */
export function communityView(
  question: QuestionEntity,
  { named, messages }: Pick<Around, 'named' | 'messages'>,
): CommunityView {
  const anonymous = (text: string): string => withoutName(text, named.clientName);
  const asked = messages.find(({ kind }) => kind === 'question') ?? messages[0];
  return {
    id: question.id,
    subject: anonymous(question.subject),
    body: anonymous(asked?.body ?? ''),
    askedAt: question.askedAt.toISOString(),
    nextUpdateDue: question.nextUpdateDue?.toISOString() ?? null,
    help: messages
      .filter(({ kind }) => kind === 'help')
      .map(({ body, by, at }) => ({ body, by, at: at.toISOString() })),
  };
}

const messageView = (message: MessageEntity): z.output<typeof Message> => ({
  id: message.id,
  kind: message.kind,
  body: message.body,
  by: message.by,
  byRole: message.byRole,
  at: message.at.toISOString(),
  source: { channel: message.channel, messageId: message.channelMessageId },
  estimate:
    message.estimateMinutes === null && message.estimateDeadline === null
      ? null
      : { minutes: message.estimateMinutes, deadline: message.estimateDeadline?.toISOString() ?? null },
});
