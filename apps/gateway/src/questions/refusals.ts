import { notYours } from '#libs/access';
import { conflict } from '#libs/errors';

/** Refusals that several routes of questions, bugs, mistakes and shifts share, as the service gives them. */
export const noPlacement = notYours('placement');

export const notRunning = conflict(
  'communication.not-running',
  'The placement is paused: nothing starts until it resumes.',
  {
    rule: 'CS-7',
    facts: { state: 'paused' },
  },
);

/** The service names the state it found and those the step is possible from. */
export const wrongState = (rule: string, state: string, ...possibleFrom: string[]) =>
  conflict(
    'communication.wrong-state',
    `It is ${state}; this step is possible from ${possibleFrom.join(' or ')} only.`,
    {
      rule,
      facts: { state, possibleFrom },
    },
  );
