import type { Actor } from '#libs/access';
import { requireOwnIds } from './own-ids.rules.js';

const mine = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d10';
const other = '019c5b7e-0b1a-7c3e-9f51-2b6f0e6a4d11';
const client: Actor = { id: mine, role: 'client', name: 'Ann', clientId: mine };
const expert: Actor = { id: mine, role: 'expert', name: 'Eve', expertId: mine };
const executive: Actor = { id: mine, role: 'account-executive', name: 'Al' };

const refusal = (actor: Actor, ...parts: unknown[]): string | undefined => {
  try {
    requireOwnIds(actor, parts);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('GW-3: whose ids one may name', () => {
  it.each([
    ['path', [{ clientId: other }, {}, undefined]],
    ['query', [{}, { clientId: other }, undefined]],
    ['body', [{}, {}, { title: 'x', clientId: other }]],
  ])('a client names no other client in the %s', (_, parts) => {
    expect(refusal(client, ...parts)).toBe('access.no-such-client');
  });

  it('an expert names no other expert', () => {
    expect(refusal(expert, { expertId: other })).toBe('access.no-such-expert');
  });

  it('everybody names the own id, and a client an expert; staff names anybody', () => {
    expect(refusal(client, { clientId: mine.toUpperCase(), expertId: other }, null, [], 'text')).toBeUndefined();
    expect(refusal(expert, { expertId: mine, clientId: other })).toBeUndefined();
    expect(refusal(executive, { expertId: other, clientId: other })).toBeUndefined();
  });

  it('a client account without a company names none', () => {
    expect(refusal({ ...client, clientId: undefined }, { clientId: other })).toBe('access.no-such-client');
  });
});
