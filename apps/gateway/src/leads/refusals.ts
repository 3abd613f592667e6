import { conflict } from '#libs/errors';
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
export const clientWon = conflict('referral.client-won', 'Another lead won this client.', { rule: 'RC-2' });
/** The service names the state it found. */
export const notOpen = (rule: string) =>
  wrongState('referral.lead-state', rule, 'lost', 'new', 'introduced', 'presented', 'planning');
