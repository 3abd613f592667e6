import { type Role, roles } from '#libs/access';
import { refused } from '../test-support/refused.js';
import { checkMayDecide } from './decision.rules.js';

const mayDecide: Partial<Record<Role, { without: string | undefined; withEvidence: string | undefined }>> = {
  client: { without: undefined, withEvidence: undefined },
  'account-executive': { without: 'placement.evidence-missing', withEvidence: undefined },
};
const nobody = { without: 'placement.client-decides', withEvidence: 'placement.client-decides' };

it.each(roles)('%s decides only as PL-8 says', (role) => {
  const expected = mayDecide[role] ?? nobody;
  expect(refused(() => checkMayDecide({ role }, undefined))?.code).toBe(expected.without);
  expect(refused(() => checkMayDecide({ role }, 'Mail of 2 March: we take Ana.'))?.code).toBe(expected.withEvidence);
});
