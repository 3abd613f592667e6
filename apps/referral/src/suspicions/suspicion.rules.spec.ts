import fc from 'fast-check';
import { marksOf } from './company-keys.rules.js';
import type { SharedAccount } from './bank-accounts.js';
import {
  aboutPerson,
  aboutSharedAccount,
  broughtBy,
  checkNew,
  isConcerned,
  isFoundBy,
  isSameFact,
  type Suspicion,
} from './suspicion.rules.js';

describe('RC-1: nobody brings itself, nor who brought it', () => {
  const ann = { id: 'heron', marks: marksOf(['ann@blueheron.example']) };
  const gull = { id: 'gull', marks: marksOf(['gil@gull.example']) };
  const check =
    (email: string, id: string | null = null) =>
    () =>
      checkNew({ id, marks: marksOf([email]) }, ann, [gull]);

  it('refuses both, itself first, and takes whoever is new', () => {
    expect(check('carla@blueheron.example')).toThrow(expect.objectContaining({ code: 'referral.self-referral' }));
    expect(check('gina@gull.example')).toThrow(expect.objectContaining({ code: 'referral.circle' }));
    expect(() => checkNew(ann, ann, [ann])).toThrow(expect.objectContaining({ code: 'referral.self-referral' }));
    expect(check('tom@tern.example')).not.toThrow();
    expect(check('tom@tern.example', 'tern')).not.toThrow();
  });

  it.each([
    ['heron', 'referral.self-referral'],
    ['gull', 'referral.circle'],
  ])('whatever addresses the client account has: %s', (id, code) => {
    const details = expect.objectContaining({ errors: [expect.objectContaining({ field: 'clientId' })] }) as object;
    expect(check('tom@tern.example', id)).toThrow(expect.objectContaining({ code, details }));
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

  it.each<[string, string | null, Partial<SharedAccount>, boolean]>([
    ['the client it names', 'heron', {}, true],
    ['another client', 'gull', {}, false],
    ['an expert, where a client is named', 'heron', { otherId: 'bo', otherKind: 'expert' }, false],
    ['an expert, where none is', null, { otherId: 'bo', otherKind: 'expert' }, true],
    ['a client, where none is named', null, {}, false],
  ])('a suspicion has its reason while there is %s', (_, otherClientId, change, expected) =>
    expect(isFoundBy({ otherClientId }, shared(change))).toBe(expected),
  );

  it('are named without their numbers, a client as such', () => {
    expect(aboutSharedAccount(shared())).toEqual({
      ...{ kind: 'shared-bank-details', otherLeadId: null, otherClientId: 'heron' },
      detail: 'The client Blue Heron pays from the bank account of the referrer.',
    });
    expect(aboutSharedAccount(shared({ otherKind: 'expert', otherName: 'Bo' }))).toMatchObject({ otherClientId: null });
  });
});

describe('RC-1: what was judged is not asked again', () => {
  const fact: Suspicion = { kind: 'circle', detail: 'Heron', otherLeadId: 'one', otherClientId: null };
  const client = { otherLeadId: null, otherClientId: 'heron' };
  const nobody = { otherLeadId: null, otherClientId: null };
  it.each<[string, Partial<Suspicion>, Partial<Suspicion>, boolean]>([
    ['the same', {}, {}, true],
    ['of a lead, in other words', {}, { detail: 'Grey Heron' }, true],
    ['of a client, in other words', client, { ...client, detail: 'Grey Heron' }, true],
    ['of another lead', {}, { otherLeadId: 'two' }, false],
    ['of another client', client, { ...client, otherClientId: 'gull' }, false],
    ['of another kind', {}, { kind: 'lookalike-name' }, false],
    ['of nobody named', nobody, nobody, true],
    ['of nobody named, in other words', nobody, { ...nobody, detail: 'Bo' }, false],
  ])('%s', (_, one, other, expected) => expect(isSameFact({ ...fact, ...one }, { ...fact, ...other })).toBe(expected));
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
