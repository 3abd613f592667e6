import { conflict, invalid } from '#libs/errors';
import { wrongState } from '#libs/state';

/** Refusals that several routes of leads share, as the service gives them. */
export const leadTaken = conflict(
  'referral.lead-taken',
  'This company was registered before and is protected until 2026-05-31. Ask the account executive if you think it is ' +
    'yours; otherwise it can be registered again after that day.',
  { rule: 'RC-1', facts: { own: false, protectedUntil: '2026-05-31T08:00:00.000Z' } },
);
export const alreadyClient = conflict('referral.already-client', 'This company is a client of the network already.', {
  rule: 'RC-1',
});
const self = 'Nobody brings itself: the company or its contact is the referrer’s own.';
const circle = 'The company or its contact brought the referrer to the network, so it is not new.';
/** Of the company as it was registered. */
export const notNew = [
  invalid('referral.self-referral', self, { rule: 'RC-1' }),
  invalid('referral.circle', circle, { rule: 'RC-1' }),
];
const ofClient = (message: string) => ({ rule: 'RC-1', errors: [{ field: 'clientId', message }] });
/** Of the client account it becomes. */
export const clientNotNew = [
  invalid('referral.self-referral', self, ofClient('must not be the referrer')),
  invalid('referral.circle', circle, ofClient('must not be who brought the referrer')),
];
export const clientWon = conflict('referral.client-won', 'Another lead won this client.', { rule: 'RC-2' });
/** The service names the state it found. */
export const notOpen = (rule: string) =>
  wrongState('referral.lead-state', rule, 'lost', 'new', 'introduced', 'presented', 'planning');
