import type { Actor, Role } from '#libs/access';
import { requireMayCreate } from './accounts.rules.js';

const by = (role: Role): Actor => ({ id: '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10', role, name: 'Somebody' });
const clientId = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11';

describe('GW-3: who may make which account', () => {
  it.each<[Role, Role]>([
    ['admin', 'admin'],
    ['admin', 'payroll'],
    ['account-executive', 'expert'],
  ])('%s may make %s', (role, made) => {
    expect(() => requireMayCreate(by(role), { role: made })).not.toThrow();
  });

  it('an account executive may make a client’s user, for one company', () => {
    expect(() => requireMayCreate(by('account-executive'), { role: 'client', clientId })).not.toThrow();
  });

  it.each<[Role, { role: Role; clientId?: string }, string]>([
    ['account-executive', { role: 'admin' }, 'accounts.role-not-yours-to-give'],
    ['account-executive', { role: 'account-executive' }, 'accounts.role-not-yours-to-give'],
    ['admin', { role: 'client' }, 'accounts.client-needed'],
    ['admin', { role: 'expert', clientId }, 'accounts.client-not-needed'],
  ])('%s may not make %j: %s', (role, made, code) => {
    expect(() => requireMayCreate(by(role), made)).toThrow(expect.objectContaining({ code }));
  });
});
