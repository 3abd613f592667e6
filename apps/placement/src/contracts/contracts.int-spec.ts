import {
  activatePlacement,
  adaptContract,
  addProblemSituation,
  agreeContract,
  amendContract,
  declineProblemSituation,
  getContract,
  getPlacement,
  listContracts,
  placementEvents,
  publishProgramme,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { programmeTerms, type TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  agreed,
  anAdmin,
  anAe,
  aPartner,
  aSelection,
  aTeamLead,
  type Engagement,
  usd,
} from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

const anActive = async (): Promise<Engagement> => {
  const engagement = await aSelection(service, { engagementKind: 'part-time', hoursPerWeek: 20 });
  await agreed(service, engagement);
  await service.ask(activatePlacement, anAe(), { id: engagement.placement.id });
  return engagement;
};

describe('what it promises in plain words (PL-11)', () => {
  const promises = (contract: { terms: { expectations: { term: string | null }[] } }) =>
    contract.terms.expectations.map(({ term }) => term);

  it('comes from the catalogue at drafting, as far as it is measured; later changes of the catalogue pass it by', async () => {
    const about = { title: 'Late', expectation: 'You hear it early.', state: 'accepted' as const };
    const { id: situationId } = await service.ask(addProblemSituation, anAe(), {
      ...about,
      programmes: ['delivery-method'],
    });
    await service.ask(addProblemSituation, anAe(), { ...about, title: 'Not theirs', programmes: ['network'] });
    const { client, expert, placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1 };
    await service.ask(declineProblemSituation, anAe(), { id: situationId, reason: 'Said otherwise.' });
    const contract = await service.ask(getContract, client, which);
    // Hourly updates and break notices are off in delivery-method.
    expect(promises(contract)).toEqual([
      ...['firstAnswerMinutes', 'productionBugFix', 'mistakeToldMinutes', 'showTimeToleranceMinutes'],
      ...['oneToOneEveryDays', null],
    ]);
    expect(contract.terms.expectations.at(-1)).toEqual({ situationId, text: 'You hear it early.', term: null });
    expect((await service.ask(getContract, expert, which)).terms.expectations).toEqual(contract.terms.expectations);
  });

  it('is adapted to the client; what an adaptation does not name stays', async () => {
    const { placement, ...parties } = await aSelection(service);
    const which = { placementId: placement.id, number: 1 };
    const [first] = (await service.ask(getContract, anAe(), which)).terms.expectations;
    const own = { situationId: null, text: 'You get a demo every Friday.', term: null };
    const expectations = [{ ...first!, text: 'You get an answer within half an hour.' }, own];
    const adapted = await service.ask(adaptContract, anAe(), { ...which, version: 1, change: { expectations } });
    expect(adapted.terms.expectations).toEqual(expectations);
    const next = await service.ask(adaptContract, anAe(), { ...which, version: 2, change: { firstAnswerMinutes: 20 } });
    expect(next.terms.expectations).toEqual(expectations);
    await agreed(service, { placement, ...parties }, { version: 3 });
    expect((await service.told(placementEvents.contractAgreed))[0]?.terms.expectations).toEqual(expectations);
  });

  it('goes with its term, and is nothing that is not measured or not in the catalogue', async () => {
    const { placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1 };
    const off = await service.ask(adaptContract, anAe(), {
      ...{ ...which, version: 1, change: { showTimeToleranceMinutes: null } },
    });
    expect(promises(off)).toEqual([
      'firstAnswerMinutes',
      'productionBugFix',
      'mistakeToldMinutes',
      'oneToOneEveryDays',
    ]);
    const refusal = (change: object) => service.refusal(adaptContract, anAe(), { ...which, version: 2, change });
    const own = { situationId: null, text: 'You get a word every hour.', term: 'hourlyUpdate' };
    expect(await refusal({ expectations: [own] })).toMatchObject({
      ...{ code: 'placement.expectation-unmeasured', errors: [{ field: 'change.expectations.0.term' }] },
    });
    const everyHour = { everyMinutes: 60, graceMinutes: 10 };
    const proposed = await service.ask(addProblemSituation, anAe(), { title: 'A', expectation: 'B.' });
    for (const situationId of [newId(), proposed.id]) {
      const change = { hourlyUpdate: everyHour, expectations: [own, { ...own, situationId }] };
      expect(await refusal(change)).toMatchObject({
        ...{ code: 'placement.no-such-situation', errors: [{ field: 'change.expectations.1.situationId' }] },
      });
    }
  });

  it('goes on in amendments, with what they change', async () => {
    const { placement, client } = await anActive();
    const raise = { placementId: placement.id, effectiveFrom: '2026-05-01', reason: 'A raise.' };
    const { terms } = await service.ask(getContract, client, { placementId: placement.id, number: 1 });
    const same = await service.ask(amendContract, anAe(), { ...raise, change: { payRate: usd('46') } });
    expect(same.terms.expectations).toEqual(terms.expectations);
    const expectations = terms.expectations.slice(1);
    const fewer = await service.ask(amendContract, anAe(), { ...raise, change: { expectations } });
    expect(fewer.terms.expectations).toEqual(expectations);
    const unknown = [{ situationId: newId(), text: 'So.', term: null }];
    expect(await service.refusal(amendContract, anAe(), { ...raise, change: { expectations: unknown } })).toMatchObject(
      {
        code: 'placement.no-such-situation',
      },
    );
  });
});

describe('what each side sees (GW-3)', () => {
  it('its own rate only, staff both, strangers nothing', async () => {
    const { client, expert, placement } = await aSelection(service);
    const placementId = placement.id;
    const rates = async (actor = anAe()) => {
      const [contract] = (await service.ask(listContracts, actor, { placementId })).items;
      expect(await service.ask(getContract, actor, { placementId, number: 1 })).toEqual(contract);
      return [contract?.terms.billRate?.amount, contract?.terms.payRate?.amount];
    };
    expect(await rates(client)).toEqual(['85.00', undefined]);
    expect(await rates(expert)).toEqual([undefined, '45.00']);
    for (const actor of [anAe(), anAdmin(), aTeamLead()]) expect(await rates(actor)).toEqual(['85.00', '45.00']);
    for (const stranger of [await aClient(service), await aCertifiedExpert(service), aPartner()]) {
      expect(await service.refusal(getContract, stranger, { placementId, number: 1 })).toMatchObject({
        kind: 'not-found',
      });
      expect(await service.refusal(listContracts, stranger, { placementId })).toMatchObject({ kind: 'not-found' });
    }
    expect(await service.refusal(getContract, anAe(), { placementId, number: 2 })).toMatchObject({ kind: 'not-found' });
  });

  it("no written agreement of the other side's, which may quote its rate", async () => {
    const { client, expert, placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1 };
    const evidence = 'We agree to 85 USD.';
    await service.ask(agreeContract, anAe(), { ...which, version: 1, party: 'client', evidence });
    const read = async (actor = anAe()) => (await service.ask(getContract, actor, which)).agreements[0]?.evidence;
    expect([await read(), await read(client), await read(expert)]).toEqual([evidence, evidence, null]);
  });
});

describe('adapting a draft (PL-11)', () => {
  it('changes terms and makes a new version, which the placement follows', async () => {
    const { placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1 };
    const change = { firstAnswerMinutes: 15, billRate: usd('90'), startsOn: '2026-03-09', endsOn: '2026-12-31' };
    const contract = await service.ask(adaptContract, anAe(), { ...which, version: 1, change });
    expect(contract).toMatchObject({
      version: 2,
      effectiveFrom: '2026-03-09',
      terms: { firstAnswerMinutes: 15, billRate: usd('90.00'), payRate: usd('45.00'), breakNotices: false },
    });
    expect(await service.ask(getPlacement, anAe(), { id: placement.id })).toMatchObject({
      startsOn: '2026-03-09',
      endsOn: '2026-12-31',
    });
  });

  it.each([
    [{ billRate: usd('49.99') }, 'placement.below-the-floor'],
    [{ billRate: { amount: '90.00', currency: 'EUR' } }, 'placement.no-floor-in-currency'],
    [{ payRate: { amount: '45.00', currency: 'EUR' } }, 'placement.mixed-currency'],
    [{ payRate: usd('0') }, 'placement.pay-not-positive'],
    [{ endsOn: '2026-03-31' }, 'placement.too-short'],
    [{ engagementKind: 'hourly' as const }, 'placement.kind-not-offered'],
    [{ billRate: usd('90.005') }, 'money.too-precise'],
    [{ timeZone: 'Mars/Olympus' }, 'request.invalid'],
  ])('%j is refused with %s, for account executives and administrators', async (change, code) => {
    const { placement } = await aSelection(service);
    const input = { placementId: placement.id, number: 1, version: 1, change };
    for (const actor of [anAe(), anAdmin()]) {
      expect(await service.refusal(adaptContract, actor, input)).toMatchObject({ code });
    }
  });

  it('never what the programme sets: floors, bars, shortest engagement, kinds, priority (RC-6)', async () => {
    const { placement } = await aSelection(service);
    const floorRates = { 'eu-asia': usd('1'), 'us-western-europe': usd('1') };
    const priority = [{ commissionOnOwnHours: true }, { firstRefusalHours: 1 }];
    for (const change of [
      ...[{ floorRates }, { shortestEngagementMonths: 0 }, { minimumExperienceYears: 0 }, ...priority],
    ]) {
      const input = { placementId: placement.id, number: 1, version: 1, change: change as object };
      expect(await service.refusal(adaptContract, anAdmin(), input)).toMatchObject({ code: 'request.invalid' });
    }
  });

  it('what its programme says of priority is pinned and told, whatever else is adapted (RC-6)', async () => {
    const id = 'own-hours-pay';
    const terms = { ...programmeTerms, commissionOnOwnHours: true, firstRefusalHours: 0 };
    await service.ask(publishProgramme, anAdmin(), { id, name: 'Own hours pay', terms });
    const selection = await aSelection(service, {
      programme: id,
      expert: await aCertifiedExpert(service, {}, id),
    });
    await service.ask(publishProgramme, anAdmin(), { id, name: 'Own hours pay', terms: programmeTerms });
    const which = { placementId: selection.placement.id, number: 1, version: 1 };
    await service.ask(adaptContract, anAe(), { ...which, change: { firstAnswerMinutes: 20 } });
    await agreed(service, selection, { version: 2 });
    await service.ask(activatePlacement, anAe(), { id: selection.placement.id });
    const [told] = await service.told(placementEvents.placementActivated);
    expect(told?.terms).toMatchObject({ commissionOnOwnHours: true, firstRefusalHours: 0, firstAnswerMinutes: 20 });
  });

  it('by two at once, in the version both read: one wins', async () => {
    const { placement } = await aSelection(service);
    const adapt = (firstAnswerMinutes: number) =>
      service.ask(adaptContract, anAe(), {
        placementId: placement.id,
        number: 1,
        version: 1,
        change: { firstAnswerMinutes },
      });
    const results = await Promise.allSettled([adapt(10), adapt(20), adapt(40)]);
    const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(refused).toMatchObject([
      { code: 'request.stale', kind: 'precondition-failed' },
      { code: 'request.stale', kind: 'precondition-failed' },
    ]);
    expect(await service.ask(getContract, anAe(), { placementId: placement.id, number: 1 })).toMatchObject({
      version: 2,
    });
  });

  it('makes agreements void, which are given to one version', async () => {
    const engagement = await aSelection(service);
    const { client, expert, placement } = engagement;
    const which = { placementId: placement.id, number: 1 };
    await service.ask(agreeContract, client, { ...which, version: 1 });
    const adapted = await service.ask(adaptContract, anAe(), {
      ...which,
      version: 1,
      change: { firstAnswerMinutes: 15 },
    });
    expect(adapted.agreements).toEqual([]);
    expect(await service.refusal(agreeContract, expert, { ...which, version: 1 })).toMatchObject({
      code: 'request.stale',
    });
    expect(await service.ask(agreeContract, expert, { ...which, version: 2 })).toMatchObject({ state: 'draft' });
    expect(await service.ask(agreeContract, client, { ...which, version: 2 })).toMatchObject({ state: 'agreed' });
    expect(await service.refusal(adaptContract, anAe(), { ...which, version: 2, change: {} })).toMatchObject({
      code: 'placement.contract-not-draft',
      kind: 'conflict',
    });
  });

  it('is for account executives and administrators', async () => {
    const { client, expert, placement } = await aSelection(service);
    const input = { placementId: placement.id, number: 1, version: 1, change: { payRate: usd('450') } };
    for (const actor of [client, expert, aTeamLead(), aPartner()]) {
      expect(await service.refusal(adaptContract, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
  });
});

describe('agreeing (PL-11)', () => {
  it('by both sides, with time and identity, makes it binding and is told', async () => {
    const engagement = await aSelection(service);
    const { client, expert, placement } = engagement;
    const contract = await agreed(service, engagement);
    expect(contract).toMatchObject({
      state: 'agreed',
      agreements: [
        { party: 'client', at: '2026-02-02T11:00:00.000Z', by: 'Carl Client', evidence: null },
        { party: 'expert', at: '2026-02-02T11:00:00.000Z', by: 'Ana Šimić', evidence: null },
      ],
    });
    expect(await service.ask(getPlacement, anAe(), { id: placement.id })).toMatchObject({ state: 'agreed' });
    expect(await service.told(placementEvents.contractAgreed)).toEqual([
      expect.objectContaining({
        placementId: placement.id,
        clientId: client.clientId,
        expertId: expert.id,
        number: 1,
        effectiveFrom: '2026-03-02',
        terms: expect.objectContaining({ billRate: usd('85.00'), payRate: usd('45.00') }),
      }),
    ]);
    // PL-10: in time
    await service.until('2026-02-10T00:00:00Z');
    expect(await service.told(placementEvents.startPromiseBroken)).toEqual([]);
  });

  it('again changes nothing; at once by both works', async () => {
    const { client, expert, placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1, version: 1 };
    await service.ask(agreeContract, client, which);
    const twice = await service.ask(agreeContract, client, which);
    expect([twice.state, twice.agreements.length]).toEqual(['draft', 1]);

    const other = await aSelection(service, { expert, startsOn: '2026-10-01' });
    const same = { placementId: other.placement.id, number: 1, version: 1 };
    const both = await Promise.all([
      service.ask(agreeContract, other.client, same),
      service.ask(agreeContract, expert, same),
    ]);
    expect(both.map(({ state }) => state).toSorted()).toEqual(['agreed', 'draft']);
  });

  it("is recorded by an account executive for a party, with evidence; by nobody else's role", async () => {
    const { client, placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1, version: 1 };
    expect(await service.refusal(agreeContract, anAe(), which)).toMatchObject({ code: 'placement.evidence-missing' });
    for (const actor of [anAdmin(), aTeamLead(), aPartner()]) {
      const input = { ...which, party: 'client' as const, evidence: 'Signed.' };
      expect(await service.refusal(agreeContract, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await service.refusal(agreeContract, client, { ...which, party: 'expert' })).toMatchObject({
      kind: 'forbidden',
    });
    for (const party of ['client', 'expert'] as const) {
      await service.ask(agreeContract, anAe(), { ...which, party, evidence: 'Signed.' });
    }
    expect(await service.ask(getPlacement, client, { id: placement.id })).toMatchObject({ state: 'agreed' });
  });

  it('pins the terms: the database refuses to change them, on every path', async () => {
    const engagement = await aSelection(service);
    const rewrite = (minutes: number) =>
      service.query('update contracts set terms = terms || $1', [{ firstAnswerMinutes: minutes }]);
    await expect(rewrite(10)).resolves.toBeDefined();
    await agreed(service, engagement);
    await expect(rewrite(20)).rejects.toThrow('only while it is a draft');
    await expect(service.query('delete from contracts')).rejects.toThrow('permission denied');
  });

  it('is for the two parties', async () => {
    const { placement } = await aSelection(service);
    const which = { placementId: placement.id, number: 1, version: 1 };
    for (const stranger of [await aClient(service), await aCertifiedExpert(service)]) {
      expect(await service.refusal(agreeContract, stranger, which)).toMatchObject({ kind: 'not-found' });
    }
  });
});

describe('amendments of a running contract (PM-11)', () => {
  const raise = {
    effectiveFrom: '2026-05-01',
    reason: 'A raise.',
    change: { payRate: usd('50'), billRate: usd('92') },
  };

  it('are dated versions that bind once both sides agreed', async () => {
    const engagement = await anActive();
    const { client, expert, placement } = engagement;
    const placementId = placement.id;
    const amendment = await service.ask(amendContract, anAe(), { placementId, ...raise });
    expect(amendment).toMatchObject({
      number: 2,
      state: 'draft',
      version: 1,
      effectiveFrom: '2026-05-01',
      reason: 'A raise.',
      terms: { payRate: usd('50.00'), billRate: usd('92.00'), startsOn: '2026-03-02' },
    });
    expect(await service.told(placementEvents.contractAmended)).toEqual([]);
    await agreed(service, engagement, { number: 2 });
    expect(await service.told(placementEvents.contractAmended)).toEqual([
      expect.objectContaining({
        placementId,
        clientId: client.clientId,
        expertId: expert.id,
        number: 2,
        effectiveFrom: '2026-05-01',
        terms: expect.objectContaining({ payRate: usd('50.00') }),
      }),
    ]);
    const states = async () =>
      (await service.ask(listContracts, client, { placementId })).items.map(({ state }) => state);
    expect(await states()).toEqual(['agreed', 'agreed']);
    // Midnight in Berlin
    await service.until('2026-04-30T21:59:59Z');
    expect(await states()).toEqual(['agreed', 'agreed']);
    await service.until('2026-04-30T22:00:00Z');
    expect(await states()).toEqual(['superseded', 'agreed']);
  });

  it.each([
    [{ effectiveFrom: '2026-03-01' }, 'placement.bad-effective-day'],
    [{ effectiveFrom: '2026-09-02' }, 'placement.bad-effective-day'],
    [{ change: { startsOn: '2026-03-09' } }, 'placement.start-is-agreed'],
    [{ change: { billRate: usd('49.99') } }, 'placement.below-the-floor'],
    [{ change: { endsOn: '2026-03-31' } }, 'placement.too-short'],
    [{ change: { engagementKind: 'hourly' as const } }, 'placement.kind-not-offered'],
  ])('%j is refused with %s', async (about, code) => {
    const { placement } = await anActive();
    expect(
      await service.refusal(amendContract, anAe(), { placementId: placement.id, ...raise, ...about }),
    ).toMatchObject({ code });
  });

  it('are adapted as a contract is, still inside its days', async () => {
    const { placement } = await anActive();
    const which = { placementId: placement.id, number: 2 };
    await service.ask(amendContract, anAe(), { placementId: placement.id, ...raise });
    const adapted = await service.ask(adaptContract, anAe(), { ...which, version: 1, change: { payRate: usd('48') } });
    expect(adapted).toMatchObject({ version: 2, effectiveFrom: '2026-05-01', terms: { payRate: usd('48.00') } });
    const shorter = { ...which, version: 2, change: { endsOn: '2026-04-15' } };
    expect(await service.refusal(adaptContract, anAe(), shorter)).toMatchObject({
      code: 'placement.bad-effective-day',
    });
  });

  it('a newer proposal takes the place of one that is not agreed yet', async () => {
    const { expert, placement } = await anActive();
    const placementId = placement.id;
    await service.ask(amendContract, anAe(), { placementId, ...raise });
    const second = await service.ask(amendContract, anAe(), { placementId, ...raise, effectiveFrom: '2026-06-01' });
    expect(second.number).toBe(3);
    const { items } = await service.ask(listContracts, anAe(), { placementId });
    expect(items.map(({ state }) => state)).toEqual(['agreed', 'withdrawn', 'draft']);
    expect(await service.refusal(agreeContract, expert, { placementId, number: 2, version: 1 })).toMatchObject({
      code: 'placement.contract-not-draft',
    });
  });

  it('promise more of the expert at once, and give back only from their day on (PL-9)', async () => {
    const engagement = await anActive();
    const { expert, placement } = engagement;
    const placementId = placement.id;
    const hours = async () => {
      const [row] = await service.query<{ hours: number }>(
        'select hours_per_week as hours from placements where id = $1',
        [placementId],
      );
      return row?.hours;
    };
    const less = { effectiveFrom: '2026-05-01', reason: 'Less.', change: { hoursPerWeek: 5 } };
    await service.ask(amendContract, anAe(), { placementId, ...less });
    await agreed(service, engagement, { number: 2 });
    expect(await hours()).toBe(20);
    const more = { effectiveFrom: '2026-07-01', reason: 'More.', change: { hoursPerWeek: 35 } };
    await service.ask(amendContract, anAe(), { placementId, ...more });
    await agreed(service, engagement, { number: 3 });
    expect(await hours()).toBe(35);

    const about = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 6 };
    await expect(agreed(service, await aSelection(service, about))).rejects.toMatchObject({
      code: 'placement.above-capacity',
    });
    await service.until('2026-05-01T00:00:00Z');
    expect(await hours()).toBe(35);
  });

  it('are refused where the expert has promised its hours elsewhere meanwhile', async () => {
    const engagement = await anActive();
    const { expert, placement } = engagement;
    await agreed(service, await aSelection(service, { expert, engagementKind: 'part-time', hoursPerWeek: 20 }));
    const more = { effectiveFrom: '2026-05-01', reason: 'More.', change: { hoursPerWeek: 21 } };
    await service.ask(amendContract, anAe(), { placementId: placement.id, ...more });
    await expect(agreed(service, engagement, { number: 2 })).rejects.toMatchObject({
      code: 'placement.above-capacity',
    });
    expect(await service.ask(getContract, anAe(), { placementId: placement.id, number: 2 })).toMatchObject({
      state: 'draft',
    });
  });

  it('are proposed by the network, for a running contract', async () => {
    const { client, expert, placement } = await aSelection(service);
    const input = { placementId: placement.id, ...raise };
    expect(await service.refusal(amendContract, anAe(), input)).toMatchObject({
      code: 'placement.not-running',
      kind: 'conflict',
    });
    for (const actor of [client, expert, aTeamLead(), aPartner()]) {
      expect(await service.refusal(amendContract, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
  });
});
