import type { Actor } from '#libs/access';
import { referrerScope, seesReferrer } from './referrer.rules.js';

const id = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const other = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11';

describe('GW-3: what is of a referrer', () => {
  const as = (role: Actor['role'], more: Partial<Actor> = {}): Actor => ({ id, name: 'Ann', role, ...more });
  const refusal = (actor: Actor, asked?: string): string | undefined => {
    try {
      return void referrerScope(actor, asked);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const referrers = [
    as('partner'),
    as('expert', { id: other, expertId: id }),
    as('client', { id: other, clientId: id }),
  ];

  it('staff and the network itself see all, and ask for whom they like', () => {
    for (const actor of [as('admin'), as('account-executive'), as('team-lead'), as('system')]) {
      expect(seesReferrer(actor, other)).toBe(true);
      expect(referrerScope(actor)).toEqual({});
      expect(referrerScope(actor, other)).toEqual({ referrerId: other });
    }
  });

  it.each(referrers)('a referrer sees its own, whatever it asks for: $role', (actor) => {
    expect([seesReferrer(actor, id), seesReferrer(actor, other)]).toEqual([true, false]);
    for (const asked of [undefined, id]) expect(referrerScope(actor, asked)).toEqual({ referrerId: id });
    expect(refusal(actor, other)).toBe('access.no-such-referrer');
  });

  it('who is no referrer has no such list, rather than all of it', () => {
    for (const actor of [as('payroll'), as('client'), as('expert')]) {
      expect(seesReferrer(actor, id)).toBe(false);
      for (const asked of [undefined, id]) expect(refusal(actor, asked)).toBe('access.role');
    }
  });
});
