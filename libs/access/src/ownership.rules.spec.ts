import type { Actor } from './actor.js';
import { referrerIdOf } from './ownership.rules.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const other = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11';

describe('RC-1, GW-3: the referrer somebody is', () => {
  it.each<[string, Pick<Actor, 'role'> & Partial<Actor>, string | undefined]>([
    ['an expert itself', { role: 'expert', expertId: other }, other],
    ['a client’s user its company', { role: 'client', clientId: other }, other],
    ['a partner its account', { role: 'partner' }, id],
    ['an administrator nobody', { role: 'admin' }, undefined],
    ['an account executive nobody', { role: 'account-executive' }, undefined],
    ['payroll nobody', { role: 'payroll' }, undefined],
    ['the network itself nobody', { role: 'system' }, undefined],
    ['a client without a company nobody', { role: 'client' }, undefined],
  ])('%s', (_, actor, expected) => expect(referrerIdOf({ id, name: 'Ann', ...actor })).toBe(expected));
});
