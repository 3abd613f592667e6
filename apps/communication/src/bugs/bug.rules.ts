import { conflict } from '#libs/errors';
import { transition, type Transitions } from '#libs/state';
import type { BugState, Severity } from './bug.entity.js';

export type BugStep = 'work-around' | 'fix' | 'ask' | 'close' | 'reopen';

const unfixed = ['open', 'waiting-for-client', 'worked-around'] as const;
const table: Transitions<BugStep, BugState> = {
  'work-around': { from: ['open', 'worked-around'], to: 'worked-around' },
  fix: { from: unfixed, to: 'fixed' },
  ask: { from: ['open', 'worked-around'], to: 'waiting-for-client' },
  close: { from: ['fixed'], to: 'closed' },
  reopen: { from: ['fixed', 'closed'], to: 'open' },
};

/**
 * CS-6. A bug is worked around, fixed, and closed once the client found the fix good; found not fixed, it is open again.
 * Refuses 409 `communication.bug-state`.
 */
export const nextBugState = (state: BugState, step: BugStep): BugState =>
  transition({ code: 'communication.bug-state', table, rule: 'CS-6' }, state, step);

const isUnfixed = (state: BugState): boolean => unfixed.some((each) => each === state);

/** CS-6. The client said what was missing: the bug is as it was, worked around or not. Refuses 409 once it is fixed. */
export function afterWord({ state, workaround }: { state: BugState; workaround: string | null }): BugState {
  requireUnfixed(state);
  return workaround === null ? 'open' : 'worked-around';
}

/** What a change of severity does to the fix clock. */
export type FixClock = 'start' | 'stop' | 'none';

/**
 * CS-6. Only a production bug has a fix clock: it starts when the client finds that the bug is one, and stops when it finds
 * that it isn't. From major to production: start. Refuses 409 once the bug is fixed.
 */
export function afterSeverity({ state, severity }: { state: BugState; severity: Severity }, next: Severity): FixClock {
  requireUnfixed(state);
  if (severity === next) return 'none';
  if (next === 'production') return 'start';
  return severity === 'production' ? 'stop' : 'none';
}

function requireUnfixed(state: BugState): void {
  if (isUnfixed(state)) return;
  throw conflict('communication.bug-state', `It is ${state}: open it again first.`, {
    rule: 'CS-6',
    facts: { state, possibleFrom: unfixed },
  });
}
