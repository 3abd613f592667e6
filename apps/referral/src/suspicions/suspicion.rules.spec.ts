import fc from 'fast-check';
import { marksOf } from '../leads/company-keys.rules.js';
import type { SharedAccount } from './bank-accounts.js';
import { aboutPerson, aboutSharedAccount, broughtBy, checkNew, isConcerned } from './suspicion.rules.js';

describe('RC-1: nobody brings itself, nor who brought it', () => {
  const ann = marksOf(['ann@blueheron.example']);
  const gull = marksOf(['gil@gull.example']);
  const check = (email: string) => () => checkNew(marksOf([email]), ann, [gull]);

  it('refuses both, itself first, and takes whoever is new', () => {
    expect(check('carla@blueheron.example')).toThrow(expect.objectContaining({ code: 'referral.self-referral' }));
    expect(check('gina@gull.example')).toThrow(expect.objectContaining({ code: 'referral.circle' }));
    expect(() => checkNew(ann, ann, [ann])).toThrow(expect.objectContaining({ code: 'referral.self-referral' }));
    expect(check('tom@tern.example')).not.toThrow();
  });
});

describe('RC-1: who brought whom', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nobody', {}, []],
    ['one', { heron: 'gull' }, ['gull']],
    ['a line of them', { heron: 'gull', gull: 'ann', tern: 'heron' }, ['gull', 'ann']],
    ['each other', { heron: 'gull', gull: 'heron' }, ['gull']],
    ['a ring above', { heron: 'gull', gull: 'tern', tern: 'gull' }, ['gull', 'tern']],
    ['itself', { heron: 'heron' }, []],
  ])('%s', (_, bringers, expected) => expect(broughtBy('heron', new Map(Object.entries(bringers)))).toEqual(expected));

  it('ends for all that can be said, names each once, and never the referrer', () => {
    const name = fc.constantFrom(...'abcdefgh');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), name, (pairs, from) => {
        const bringers = new Map(pairs);
        const above = broughtBy(from, bringers);
        expect(new Set(above).size).toBe(above.length);
        expect(above).not.toContain(from);
        for (const [n, each] of above.entries()) expect(bringers.get(n ? above[n - 1]! : from)).toBe(each);
      }),
    );
  });
});

describe('RC-1: bank accounts', () => {
  const shared = (change: Partial<SharedAccount> = {}): SharedAccount => ({
    ...{ ownerId: 'ana', otherId: 'heron', otherKind: 'client', otherName: 'Blue Heron' },
    ...change,
  });
  it.each<[string, SharedAccount, string, string | null, boolean]>([
    ['of the client she brought', shared(), 'ana', 'heron', true],
    ['of another client', shared(), 'ana', 'gull', false],
    ['of a client, before it is known which the lead becomes', shared(), 'ana', null, false],
    ['of another expert', shared({ otherId: 'bo', otherKind: 'expert' }), 'ana', null, true],
    ['of others than the referrer', shared(), 'bo', 'heron', false],
  ])('%s', (_, each, referrerId, clientId, expected) =>
    expect(isConcerned({ referrerId, clientId }, each)).toBe(expected),
  );

  it('are named without their numbers, a client as such', () => {
    expect(aboutSharedAccount(shared())).toEqual({
      ...{ kind: 'shared-bank-details', otherLeadId: null, otherClientId: 'heron' },
      detail: 'The client Blue Heron pays from the bank account of the referrer.',
    });
    expect(aboutSharedAccount(shared({ otherKind: 'expert', otherName: 'Bo' }))).toMatchObject({ otherClientId: null });
  });
});

describe('RC-1: people the network knows', () => {
  it.each([
    ['account', 'account-executive', 'ann@x.example is the account of Ann (account executive).'],
    ['outsider', 'outsider', 'ann@x.example is Ann, who brings clients without an account.'],
  ] as const)('%s', (what, role, detail) =>
    expect(aboutPerson({ what, role, id: 'a', name: 'Ann', email: 'ann@x.example' })).toMatchObject({
      ...{ kind: 'known-person', detail },
    }),
  );
});
