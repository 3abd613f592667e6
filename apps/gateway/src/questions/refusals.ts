import { notYours } from '#libs/access';
import { conflict } from '#libs/errors';
import { wrongState as outOfState } from '#libs/state';

/** Refusals that several routes of communication share, as the service gives them. */
export const noPlacement = notYours('placement');

export const notRunning = conflict('communication.not-running', 'The placement is paused: nothing new begins.', {
  rule: 'CS-1',
  facts: { state: 'paused' },
});

/** Of a question, a bug, …: the service names the state it found and those the step is possible from. */
export const wrongState = (what: string, rule: string, state: string, ...possibleFrom: string[]) =>
  outOfState(`communication.${what}-state`, rule, state, ...possibleFrom);
