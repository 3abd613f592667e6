import { roles } from '#libs/access';
import { evidenceFor, termsFor } from './masks.rules.js';
import { contractTerms } from '#libs/testing';

it.each(roles)('%s sees of the rates what GW-3 says', (role) => {
  const { billRate, payRate } = termsFor({ role }, contractTerms);
  expect(billRate).toEqual(role === 'expert' ? undefined : contractTerms.billRate);
  expect(payRate).toEqual(role === 'client' ? undefined : contractTerms.payRate);
});

it.each([
  ['client', 'client', 'quoted'],
  ['client', 'expert', null],
  ['expert', 'client', null],
  ['expert', 'expert', 'quoted'],
  ['account-executive', 'expert', 'quoted'],
] as const)("a %s reads of the %s's written agreement: %s", (role, party, text) => {
  expect(evidenceFor({ role }, party, 'quoted')).toBe(text);
});
