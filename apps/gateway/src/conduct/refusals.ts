import { conflict, forbidden } from '#libs/errors';

export const decidedByAnother = forbidden(
  'placement.decided-by-another',
  'An administrator who had no part in it before decides.',
  { rule: 'PL-14' },
);

export const wrongProposalState = (possibleFrom: string) =>
  conflict('placement.wrong-proposal-state', `It is kept; this step is possible from ${possibleFrom} only.`, {
    rule: 'PL-14',
    facts: { state: 'kept', possibleFrom: [possibleFrom] },
  });

/** Of an expert in a stage that a termination, or its end, doesn't fit. */
export const wrongStage = (stage: string, possibleFrom: readonly string[]) =>
  conflict('placement.wrong-stage', `It is ${stage}; this step is possible from ${possibleFrom.join(' or ')} only.`, {
    rule: 'PL-1',
    facts: { state: stage, possibleFrom },
  });
