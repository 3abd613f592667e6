import type { BugState, Severity } from './bug.entity.js';
import { afterSeverity, afterWord, type BugStep, nextBugState } from './bug.rules.js';

const states: BugState[] = ['open', 'waiting-for-client', 'worked-around', 'fixed', 'closed'];
const refused = 'communication.bug-state';
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('CS-6: the states of a bug', () => {
  it.each<[BugStep, Partial<Record<BugState, BugState>>]>([
    ['work-around', { open: 'worked-around', 'worked-around': 'worked-around' }],
    ['fix', { open: 'fixed', 'waiting-for-client': 'fixed', 'worked-around': 'fixed' }],
    ['ask', { open: 'waiting-for-client', 'worked-around': 'waiting-for-client' }],
    ['close', { fixed: 'closed' }],
    ['reopen', { fixed: 'open', closed: 'open' }],
  ])('%s leads where it may, and nowhere else', (step, possible) => {
    for (const state of states) expect(codeOf(() => nextBugState(state, step))).toBe(possible[state] ?? refused);
  });

  it.each<[BugState, string | null, string]>([
    ['open', null, 'open'],
    ['waiting-for-client', null, 'open'],
    ['waiting-for-client', 'Pay by invoice', 'worked-around'],
    ['worked-around', 'Pay by invoice', 'worked-around'],
    ['fixed', null, refused],
    ['closed', null, refused],
  ])('word of the client on one that is %s (workaround %s): %s', (state, workaround, expected) => {
    expect(codeOf(() => afterWord({ state, workaround }))).toBe(expected);
  });

  it.each<[Severity, Severity, string]>([
    ['major', 'production', 'start'],
    ['minor', 'production', 'start'],
    ['production', 'major', 'stop'],
    ['production', 'production', 'none'],
    ['major', 'minor', 'none'],
  ])('from %s to %s: %s', (severity, next, expected) => {
    expect(afterSeverity({ state: 'open', severity }, next)).toBe(expected);
    expect(codeOf(() => afterSeverity({ state: 'fixed', severity }, next))).toBe(refused);
  });
});
