import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Email, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { PromiseClock } from './clocks.js';

// Questions and their answers (CS-4, CS-5)

export const QuestionState = z
  .enum(['open', 'checking', 'researching', 'waiting-for-client', 'answered', 'closed'])
  .meta({ id: 'QuestionState' });

/** Where a message came in. `messageId` is the channel's own: the same one again changes nothing (CS-4). */
export const MessageSource = z
  .object({ channel: z.enum(['board', 'api', 'email', 'chat']), messageId: z.string().nullable() })
  .meta({ id: 'MessageSource' });

const messageBody = text(20_000);

export const Message = z
  .object({
    id: Id,
    kind: z
      .enum(['question', 'reply', 'answer', 'checking', 'researching', 'waiting', 'help', 'auto-reply'])
      .meta({ description: '`help` is not shown to the client' }),
    body: z.string().meta({ description: 'Plain text; show it as text, never as markup' }),
    by: z.string(),
    byRole: z.string(),
    at: Instant,
    source: MessageSource,
    estimate: z
      .object({ minutes: z.int().nullable(), deadline: Instant.nullable() })
      .nullable()
      .meta({ description: 'CS-5: carried by an answer' }),
  })
  .meta({ id: 'Message' });

/** CS-5: what a question led to. */
export const QuestionAction = z
  .object({
    kind: z.enum(['task', 'weekly-summary', 'none']),
    note: z.string(),
    taskId: Id.nullable().meta({ description: 'TS-11: the task on the board' }),
    at: Instant,
    by: z.string(),
  })
  .meta({ id: 'QuestionAction' });

export const Question = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    subject: z.string(),
    state: QuestionState,
    assignedTo: Id.meta({ description: 'Account of who answers: the expert, or who stands in during a break (CS-3)' }),
    askedBy: z.string(),
    askedAt: Instant,
    answeredAt: Instant.nullable(),
    nextUpdateDue: Instant.nullable().meta({ description: 'CS-5: promised while checking or researching' }),
    messages: z.array(Message),
    clocks: z.array(PromiseClock),
    action: QuestionAction.nullable(),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Question' });

export const QuestionSummary = Question.omit({ messages: true, clocks: true, history: true, action: true })
  .extend({
    dueAt: Instant.nullable().meta({ description: 'When its next promise is broken' }),
    breached: z.boolean(),
  })
  .meta({ id: 'QuestionSummary' });

export const NewQuestion = z
  .strictObject({ placementId: Id, subject: text(200), body: messageBody })
  .meta({ id: 'NewQuestion' });
/** A client for itself, or staff for the client. */
export const askQuestion = command('communication.ask-question', { input: NewQuestion, output: Question });

/** What a channel's adapter brings: a question, or a reply when `inReplyTo` or the thread is known (CS-4). */
export const InboundMessage = z
  .strictObject({
    placementId: Id.optional().meta({ description: 'Needed for a new question only' }),
    channel: z.enum(['api', 'chat', 'email']),
    messageId: text(500),
    inReplyTo: text(500).optional(),
    from: text(320).meta({ example: 'Carla <carla@harbour.example>' }),
    subject: text(200, 0).default(''),
    body: messageBody,
    automatic: z.boolean().default(false).meta({ description: 'CS-4: an auto-reply never stops or starts a clock' }),
  })
  .meta({ id: 'InboundMessage' });
export const receiveMessage = command('communication.receive-message', { input: InboundMessage, output: Question });
/** A raw RFC 822 message of at most 1 MB. Its address (`q+<placement id>@…`), references and sender decide. */
export const InboundEmail = z
  .strictObject({
    raw: z.string().min(1).max(1_400_000),
    encoding: z.enum(['utf8', 'base64']).default('utf8').meta({
      description: 'How `raw` is written: `base64` keeps the bytes of a mail in whatever character set',
    }),
    recipient: Email.optional(),
  })
  .refine(({ raw, encoding }) => Buffer.byteLength(raw, encoding) <= 1_000_000, {
    path: ['raw'],
    message: 'must be at most 1000000 bytes long',
  })
  .meta({ id: 'InboundEmail' });
export const receiveEmail = command('communication.receive-email', { input: InboundEmail, output: Question });

export const QuestionFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  assignedTo: Id.optional(),
  state: QuestionState.optional(),
  breached: z.enum(['true', 'false']).optional(),
  q: text(100, 0).optional(),
  sort: sortBy(['askedAt'], '-askedAt'),
});
export const listQuestions = query('communication.list-questions', {
  input: QuestionFilter,
  output: listOf(QuestionSummary),
});
export const getQuestion = query('communication.get-question', { input: z.object({ id: Id }), output: Question });

/** CS-5: the real answer, and how long the work takes or when it is done. */
export const Answer = z
  .strictObject({
    body: messageBody,
    estimate: z
      .strictObject({ minutes: z.int().min(0).max(600_000).optional(), deadline: Instant.optional() })
      .refine(({ minutes, deadline }) => (minutes === undefined) !== (deadline === undefined), {
        message: 'must have either minutes or a deadline',
      }),
  })
  .meta({ id: 'Answer' });
const step = { id: Id };
export const answerQuestion = command('communication.answer-question', {
  input: z.object({ ...step, ...Answer.shape }),
  output: Question,
});
/** "I don't know yet, I ask my colleagues": the community sees it, the next update is promised (CS-5). */
export const Checking = z.strictObject({ body: messageBody }).meta({ id: 'Checking' });
export const checkQuestion = command('communication.check-question', {
  input: z.object({ ...step, ...Checking.shape }),
  output: Question,
});
export const Research = z.strictObject({ body: messageBody, nextUpdateAt: Instant }).meta({ id: 'Research' });
export const researchQuestion = command('communication.research-question', {
  input: z.object({ ...step, ...Research.shape }),
  output: Question,
});
/** Asks the client back: its clocks wait until it replies. */
export const AskBack = z.strictObject({ body: messageBody }).meta({ id: 'AskBack' });
export const askBack = command('communication.ask-back', {
  input: z.object({ ...step, ...AskBack.shape }),
  output: Question,
});
/** The client writes again: what waited resumes; after an answer a next-answer clock starts. */
export const Reply = z.strictObject({ body: messageBody }).meta({ id: 'Reply' });
export const replyToQuestion = command('communication.reply-to-question', {
  input: z.object({ ...step, ...Reply.shape }),
  output: Question,
});
export const Reopening = z.strictObject({ reason: text(2_000) }).meta({ id: 'Reopening' });
export const reopenQuestion = command('communication.reopen-question', {
  input: z.object({ ...step, ...Reopening.shape }),
  output: Question,
});
/** Records what the question led to and closes it (CS-5). 409 before it was answered. */
export const Closing = z
  .strictObject({
    action: z.enum(['task', 'weekly-summary', 'none']),
    note: text(2_000),
    title: text(200).optional().meta({ description: 'Of the task; the subject unless given' }),
    estimateMinutes: z.int().min(1).max(600_000).optional(),
  })
  .meta({ id: 'Closing' });
export const closeQuestion = command('communication.close-question', {
  input: z.object({ ...step, ...Closing.shape }),
  output: Question,
});

/** A checking question as the network's experts see it: without the client's name (CS-5). */
export const CommunityQuestion = z
  .object({
    id: Id,
    subject: z.string(),
    body: z.string(),
    askedAt: Instant,
    nextUpdateDue: Instant.nullable(),
    help: z.array(z.object({ body: z.string(), by: z.string(), at: Instant })),
  })
  .meta({ id: 'CommunityQuestion' });
export const CommunityFilter = z.object({
  ...Page.shape,
  q: text(100, 0).optional(),
  sort: sortBy(['askedAt'], '-askedAt'),
});
export const listCommunityQuestions = query('communication.list-community-questions', {
  input: CommunityFilter,
  output: listOf(CommunityQuestion),
});
export const Help = z.strictObject({ body: messageBody }).meta({ id: 'Help' });
export const helpWithQuestion = command('communication.help-with-question', {
  input: z.object({ ...step, ...Help.shape }),
  output: CommunityQuestion,
});
