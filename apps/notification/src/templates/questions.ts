import { communicationEvents } from '#libs/contracts';
import { anId, care, ids } from './examples.js';
import { facts, letter, link, paragraph, quote } from './letter.js';
import { ours, say, type Sentence } from './sentence.js';
import { clientOf, type Known, pageOf, template } from './template.js';
import { when } from './words.rules.js';

type Events = typeof communicationEvents;

const question = { questionId: anId, ...ids, ...care, subject: 'Coupons in the basket' };
const open = (known: Known, id: string) => link('Open the question', pageOf(known, 'questions', id));
/** The subject of a mail thread stays, so that every mail program keeps it together. */
const re = (subject: string): Sentence => (/^re:/i.test(subject) ? say`${subject}` : say`Re: ${subject}`);

export const questionAsked = template<Events['questionAsked']>({
  name: 'question-asked',
  topic: 'questions',
  rule: 'CS-4',
  description: 'To whom a client’s question is assigned',
  example: {
    ...question,
    body: 'Can a customer use two coupons at once?',
    askedBy: 'Carla',
    askedAt: '2026-03-02T09:00:00.000Z',
    dueAt: '2026-03-02T10:00:00.000Z',
  },
  write: (data, known) =>
    letter(
      say`${data.askedBy} asks: ${data.subject}`,
      paragraph(say`${data.askedBy} of ${clientOf(known)} asked:`),
      quote(data.body),
      facts(['First answer by', data.dueAt ? when(data.dueAt, known.reader.timeZone) : 'not set']),
      paragraph('No answer yet? "I am checking" is a good one too, with the time of the next word.'),
      open(known, data.questionId),
    ),
});

const lead: Record<'answer' | 'checking' | 'researching' | 'waiting', (by: string) => Sentence> = {
  answer: (by) => say`${by} answered:`,
  checking: (by) => say`${by} is asking colleagues and comes back to you:`,
  researching: (by) => say`${by} is looking into it, which may take a while:`,
  waiting: (by) => say`${by} has a question for you:`,
};

export const questionAnswered = template<Events['questionAnswered']>({
  name: 'question-answered',
  topic: 'questions',
  rule: 'CS-5',
  description: 'To the client, through its channel (CS-9): an answer, an honest "I don’t know yet", or a question back',
  example: {
    ...question,
    messageId: anId,
    body: 'Yes, up to three. Changing that is half a day of work.',
    by: 'Ana Šimić',
    channel: 'email',
    inReplyTo: null,
    to: null,
    kind: 'answer',
    nextUpdateDue: null,
    at: '2026-03-02T09:20:00.000Z',
  },
  write: (data, known) =>
    letter(
      re(data.subject),
      paragraph(lead[data.kind](data.by)),
      quote(data.body),
      ...(data.nextUpdateDue
        ? [facts(['You hear from us again by', when(data.nextUpdateDue, known.reader.timeZone)])]
        : []),
      paragraph(ours('Answer this mail to go on; a copy of everything is on the board.')),
      open(known, data.questionId),
    ),
});

export const questionReplied = template<Events['questionReplied']>({
  name: 'question-replied',
  topic: 'questions',
  rule: 'CS-4',
  description: 'To whom a question is assigned when the client wrote again',
  example: { ...question, body: 'And on weekends?', by: 'Carla', at: '2026-03-02T11:00:00.000Z', reopened: true },
  write: (data, known) =>
    letter(
      say`${data.by} wrote again: ${data.subject}`,
      paragraph(data.reopened ? 'The question is open again.' : 'The question goes on.'),
      quote(data.body),
      open(known, data.questionId),
    ),
});

export const questionHelped = template<Events['questionHelped']>({
  name: 'question-helped',
  topic: 'questions',
  rule: 'CS-5',
  description: 'To whom a question is assigned when a colleague helped',
  example: { ...question, body: 'We had that at another shop: see the cart’s settings.', by: 'Bo' },
  write: (data, known) =>
    letter(
      say`${data.by} helps with: ${data.subject}`,
      paragraph('A colleague has an idea. The client does not see this.'),
      quote(data.body),
      open(known, data.questionId),
    ),
});

export const questionHandedOver = template<Events['questionHandedOver']>({
  name: 'question-handed-over',
  topic: 'questions',
  rule: 'CS-3',
  description: 'To who answers a question from now on: during a break, or after it',
  example: { ...question, from: ids.expertId, because: 'break' },
  write: (data, known) =>
    letter(
      say`Yours for now: ${data.subject}`,
      paragraph(
        data.because === 'break'
          ? say`A colleague takes a break; you answer this question of ${clientOf(known)} meanwhile. Its clock runs on.`
          : say`You are back: this question of ${clientOf(known)} is yours again. Its clock never stopped.`,
      ),
      open(known, data.questionId),
    ),
});

const ending = {
  task: 'It became a task on the board.',
  'weekly-summary': 'It is noted for the summary of the week.',
  none: 'Nothing more is to be done.',
};

export const questionClosed = template<Events['questionClosed']>({
  name: 'question-closed',
  topic: 'questions',
  rule: 'CS-5',
  description: 'To the client when a question ended, with the action that follows',
  example: { ...question, action: 'task', note: 'Limit coupons to one.', taskId: anId },
  write: (data, known) =>
    letter(re(data.subject), paragraph(ending[data.action]), quote(data.note), open(known, data.questionId)),
});
