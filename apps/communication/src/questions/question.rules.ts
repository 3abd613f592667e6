import { invalidField } from '#libs/errors';
import { type ServiceCalendar, serviceSeconds } from '#libs/service-clock';
import { transition, type Transitions } from '#libs/state';
import { addDays, type Day, startOfDay } from '#libs/time';
import type { OwedState, QuestionState } from './question.entity.js';

export type QuestionStep = 'answer' | 'check' | 'research' | 'ask-back' | 'reopen' | 'close';

const owed = ['open', 'checking', 'researching'] as const;
const table: Transitions<QuestionStep, QuestionState> = {
  answer: { from: [...owed, 'waiting-for-client'], to: 'answered' },
  check: { from: owed, to: 'checking' },
  research: { from: owed, to: 'researching' },
  'ask-back': { from: owed, to: 'waiting-for-client' },
  reopen: { from: ['answered', 'closed'], to: 'open' },
  close: { from: ['answered'], to: 'closed' },
};

/**
 * CS-5. What the network may do with a question: answer it, admit that it doesn't know yet, ask back, and once it is
 * answered close it or open it again. An open one isn't closed. Refuses 409 `communication.question-state`.
 */
export const nextQuestionState = (state: QuestionState, step: QuestionStep): QuestionState =>
  transition({ code: 'communication.question-state', table, rule: 'CS-5' }, state, step);

/** What a message of the client does to a question. */
export interface AfterReply {
  state: QuestionState;
  /** Of its clocks: nothing, those that waited run again, or the next answer is promised. */
  clocks: 'none' | 'resume' | 'next-answer';
  reopened: boolean;
}

/**
 * CS-5, CS-7. The client writes again: what waited for it goes on as before; after an answer the next one is owed, and a
 * closed question is open again. Answered, "And on weekends?": open, with the next-answer clock.
 */
export function afterReply(state: QuestionState, beforeWaiting: OwedState | null): AfterReply {
  if (state === 'waiting-for-client') return { state: beforeWaiting ?? 'open', clocks: 'resume', reopened: false };
  if (state === 'answered' || state === 'closed') {
    return { state: 'open', clocks: 'next-answer', reopened: state === 'closed' };
  }
  return { state, clocks: 'none', reopened: false };
}

/**
 * CS-5. The service seconds from `now` to a promised update: its clock runs out then. On Friday 16:30, promised for Monday
 * 9:30, with hours from 9 to 17: 3600. Refuses 422 when it isn't in the future, has no service time before it, or comes
 * after the placement's last day.
 */
export function secondsUntilUpdate(calendar: ServiceCalendar, now: Date, nextUpdateAt: Date, endsOn: Day): number {
  const refused = (code: string, message: string) =>
    invalidField(`communication.${code}`, 'nextUpdateAt', message, 'CS-5');
  if (nextUpdateAt <= now) throw refused('update-in-past', 'must be in the future');
  if (nextUpdateAt > startOfDay(addDays(endsOn, 1), calendar.timeZone)) {
    throw refused('update-after-end', `must not be after the placement's last day, ${endsOn}`);
  }
  const seconds = serviceSeconds(calendar, now, nextUpdateAt);
  if (seconds === 0) throw refused('update-outside-service', 'has no service time before it');
  return seconds;
}

/** CS-5. An answer says when the work will be done: refuses 422 a deadline that has passed. */
export function checkDeadline(deadline: Date | null, now: Date): void {
  if (deadline && deadline <= now) {
    throw invalidField('communication.deadline-in-past', 'estimate.deadline', 'must be in the future', 'CS-5');
  }
}

/**
 * CS-5. What the community sees is without the client's name, however it is spelt: "Blue Heron's shop" is "the client's
 * shop".
 */
export function withoutName(text: string, name: string): string {
  const known = name.trim();
  if (!known) return text;
  const literal = known.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\s+/g, '\\s+');
  return text.replace(new RegExp(literal, 'giu'), 'the client');
}
