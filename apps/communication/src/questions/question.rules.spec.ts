import fc from 'fast-check';
import type { ServiceCalendar } from '#libs/service-clock';
import type { OwedState, QuestionState } from './question.entity.js';
import {
  afterReply,
  checkDeadline,
  nextQuestionState,
  type QuestionStep,
  secondsUntilUpdate,
  withoutName,
} from './question.rules.js';

const states: QuestionState[] = ['open', 'checking', 'researching', 'waiting-for-client', 'answered', 'closed'];
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('CS-5: the states of a question', () => {
  const refused = 'communication.question-state';
  it.each<[QuestionStep, Partial<Record<QuestionState, QuestionState>>]>([
    ['answer', { open: 'answered', checking: 'answered', researching: 'answered', 'waiting-for-client': 'answered' }],
    ['check', { open: 'checking', checking: 'checking', researching: 'checking' }],
    ['research', { open: 'researching', checking: 'researching', researching: 'researching' }],
    ['ask-back', { open: 'waiting-for-client', checking: 'waiting-for-client', researching: 'waiting-for-client' }],
    ['reopen', { answered: 'open', closed: 'open' }],
    ['close', { answered: 'closed' }],
  ])('%s leads where it may, and nowhere else', (step, possible) => {
    for (const state of states) {
      expect(codeOf(() => nextQuestionState(state, step))).toBe(possible[state] ?? refused);
    }
  });

  it.each<[QuestionState, OwedState | null, ReturnType<typeof afterReply>]>([
    ['open', null, { state: 'open', clocks: 'none', reopened: false }],
    ['checking', null, { state: 'checking', clocks: 'none', reopened: false }],
    ['researching', null, { state: 'researching', clocks: 'none', reopened: false }],
    ['waiting-for-client', 'open', { state: 'open', clocks: 'resume', reopened: false }],
    ['waiting-for-client', 'checking', { state: 'checking', clocks: 'resume', reopened: false }],
    ['answered', null, { state: 'open', clocks: 'next-answer', reopened: false }],
    ['closed', null, { state: 'open', clocks: 'next-answer', reopened: true }],
  ])('a reply to one that is %s (%s before)', (state, before, after) => {
    expect(afterReply(state, before)).toEqual(after);
  });

  it('a reply twice is as good as once: the second changes no clock', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(null, 'open', 'checking', 'researching'),
        (state, before) => {
          const once = afterReply(state, before);
          expect(afterReply(once.state, null)).toEqual({ state: once.state, clocks: 'none', reopened: false });
        },
      ),
    );
  });
});

describe('CS-5: a promised update', () => {
  const calendar: ServiceCalendar = {
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [],
  };
  const until = (now: string, at: string) =>
    codeOf(() => secondsUntilUpdate(calendar, new Date(now), new Date(at), '2026-03-31'));

  it.each([
    ['Friday 16:30 to Monday 9:30', '2026-03-06T15:30:00Z', '2026-03-09T08:30:00Z', 3_600],
    ['into the night: until the end of service', '2026-03-06T15:30:00Z', '2026-03-06T22:00:00Z', 1_800],
    ['now', '2026-03-06T15:30:00Z', '2026-03-06T15:30:00Z', 'communication.update-in-past'],
    ['the past', '2026-03-06T15:30:00Z', '2026-03-06T15:29:59Z', 'communication.update-in-past'],
    ['the weekend', '2026-03-06T16:00:00Z', '2026-03-09T08:00:00Z', 'communication.update-outside-service'],
    ['the last day', '2026-03-31T07:00:00Z', '2026-03-31T22:00:00Z', 8 * 3_600],
    ['after the last day', '2026-03-31T07:00:00Z', '2026-03-31T22:00:01Z', 'communication.update-after-end'],
    ['the end of time', '2026-03-31T07:00:00Z', '9999-12-31T00:00:00Z', 'communication.update-after-end'],
  ])('%s', (_case, now, at, expected) => {
    expect(until(now, at)).toBe(expected);
  });

  it('a deadline lies ahead', () => {
    const now = new Date('2026-03-02T08:00:00Z');
    expect(codeOf(() => checkDeadline(null, now))).toBeUndefined();
    expect(codeOf(() => checkDeadline(new Date('2026-03-02T08:00:01Z'), now))).toBeUndefined();
    expect(codeOf(() => checkDeadline(now, now))).toBe('communication.deadline-in-past');
  });
});

describe('CS-5: what the community reads', () => {
  it.each([
    ["Blue Heron's shop is down", 'Blue Heron', "the client's shop is down"],
    ['BLUE  heron and blue\nheron', 'Blue Heron', 'the client and the client'],
    ['A+B (GmbH) asks', 'A+B (GmbH)', 'the client asks'],
    ['Nobody is named', 'Blue Heron', 'Nobody is named'],
    ['Anything', '  ', 'Anything'],
  ])('%j of %j', (text, name, expected) => {
    expect(withoutName(text, name)).toBe(expected);
  });
});
