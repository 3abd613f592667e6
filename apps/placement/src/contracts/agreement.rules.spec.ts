import { type Role, roles } from '#libs/access';
import { refused } from '../test-support/refused.js';
import { agreeingParty } from './agreement.rules.js';

const evidence = 'Mail of 2 March: we agree.';

it.each(['client', 'expert'] as const)('a %s agrees for itself, and for nobody else (PL-11)', (role) => {
  expect(agreeingParty({ role }, {})).toBe(role);
  expect(agreeingParty({ role }, { party: role })).toBe(role);
  const party = role === 'client' ? 'expert' : 'client';
  expect(refused(() => agreeingParty({ role }, { party, evidence }))?.code).toBe('placement.party-agrees');
});

it.each(['client', 'expert'] as const)("an account executive records a %s's agreement, with evidence", (party) => {
  const role = 'account-executive';
  expect(agreeingParty({ role }, { party, evidence })).toBe(party);
  const missing = (about: object) => refused(() => agreeingParty({ role }, about))?.errors?.map(({ field }) => field);
  expect(missing({ party })).toEqual(['evidence']);
  expect(missing({ evidence })).toEqual(['party']);
  expect(missing({})).toEqual(['party', 'evidence']);
});

const others = roles.filter((role: Role) => !['client', 'expert', 'account-executive'].includes(role));
it.each(others)('%s agrees for nobody', (role) => {
  expect(refused(() => agreeingParty({ role }, { party: 'client', evidence }))).toMatchObject({ kind: 'forbidden' });
});
