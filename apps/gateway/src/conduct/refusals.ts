import { forbidden } from '#libs/errors';
import { wrongState } from '#libs/state';

export const decidedByAnother = forbidden(
  'placement.decided-by-another',
  'An administrator who had no part in it before decides.',
  { rule: 'PL-14' },
);

export const wrongProposalState = (possibleFrom: string) =>
  wrongState('placement.wrong-proposal-state', 'PL-14', 'kept', possibleFrom);

/** Of an expert in a stage that a termination, or its end, doesn't fit. */
export const wrongStage = (stage: string, possibleFrom: readonly string[]) =>
  wrongState('placement.wrong-stage', 'PL-1', stage, ...possibleFrom);
