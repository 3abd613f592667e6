import fc from 'fast-check';
import {
  changeExpert,
  describeOpening,
  getOpening,
  listOffers,
  listOpenings,
  placementEvents,
  publishProgramme,
  getProgramme,
  suspendExpert,
  withdrawOpening,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  anOffer,
  anOpening,
  aPartner,
  aPayroll,
  aTeamLead,
  need,
  usd,
} from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';
import { isEligible } from './eligibility.rules.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

describe('describing a need (PL-4)', () => {
  it("is done by the client's own user", async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    expect(opening).toMatchObject({
      clientId: client.clientId,
      clientName: 'Hafen GmbH',
      budgetRate: usd('85.00'),
      state: 'open',
      createdBy: 'Carl Client',
    });
    expect(await service.told(placementEvents.openingDescribed)).toContainEqual({
      openingId: opening.id,
      clientId: client.clientId,
      programme: 'delivery-method',
      title: 'Checkout rebuilt',
      startsOn: '2026-03-02',
    });
  });

  it('is done by staff for a client it names', async () => {
    const { clientId } = await aClient(service);
    expect(await anOpening(service, anAe(), { clientId })).toMatchObject({ clientId, createdBy: 'Ann Executive' });
    expect(await service.refusal(describeOpening, anAe(), need())).toMatchObject({
      code: 'placement.client-missing',
      errors: [{ field: 'clientId' }],
    });
    expect(await service.refusal(describeOpening, anAe(), need({ clientId: newId() }))).toMatchObject({
      kind: 'not-found',
    });
  });

  it('is done for no foreign client, and by nobody else', async () => {
    const { clientId } = await aClient(service);
    const client = await aClient(service);
    expect(await service.refusal(describeOpening, client, need({ clientId }))).toMatchObject({ kind: 'not-found' });
    for (const actor of [anExpert(), aTeamLead(), aPartner(), aPayroll()]) {
      expect(await service.refusal(describeOpening, actor, need({ clientId }))).toMatchObject({ kind: 'forbidden' });
    }
  });

  it.each([
    [{ startsOn: '2026-02-01' }, 'placement.starts-in-the-past'],
    [{ engagementKind: 'hourly' as const }, 'placement.kind-not-offered'],
    [{ programme: 'client-based', durationMonths: 5 }, 'placement.too-short'],
    [{ programme: 'nobodys' }, 'placement.no-such-programme'],
    [{ skills: [] }, 'request.invalid'],
    [{ budgetRate: usd('85.005') }, 'money.too-precise'],
    [{ budgetRate: { amount: '1e308', currency: 'USD' } }, 'request.invalid'],
  ])('%j is refused with %s', async (about, code) => {
    expect(await service.refusal(describeOpening, await aClient(service), need(about))).toMatchObject({ code });
  });

  it('today is the day it is where the client is', async () => {
    // 11:00 UTC on the 2nd is the 3rd in Kiritimati
    const client = await aClient(service, { timeZone: 'Pacific/Kiritimati' });
    expect(await service.refusal(describeOpening, client, need({ startsOn: '2026-02-02' }))).toMatchObject({
      code: 'placement.starts-in-the-past',
    });
    await expect(anOpening(service, client, { startsOn: '2026-02-03' })).resolves.toBeDefined();
  });
});

describe('the floor (PL-5)', () => {
  it.each([
    ['eu-asia', '50.00', undefined],
    ['eu-asia', '49.99', '50.00'],
    ['us-western-europe', '100.00', undefined],
    ['us-western-europe', '99.99', '100.00'],
    ['eu-asia', '10000000000.00', undefined],
  ] as const)('%s at %s: refused with the floor %s, whoever asks', async (rateZone, amount, floor) => {
    const client = await aClient(service);
    const input = need({ rateZone, budgetRate: usd(amount), clientId: client.clientId });
    for (const actor of [client, anAe(), anAdmin()]) {
      if (floor) {
        expect(await service.refusal(describeOpening, actor, input)).toMatchObject({
          code: 'placement.below-the-floor',
          kind: 'invalid',
          rule: 'PL-5',
          facts: { floor: usd(floor) },
        });
      } else {
        expect((await service.ask(describeOpening, actor, input)).budgetRate).toEqual(usd(amount));
      }
    }
  });

  it('is in a currency, and so is the rate', async () => {
    const input = need({ budgetRate: { amount: '500.00', currency: 'EUR' } });
    expect(await service.refusal(describeOpening, await aClient(service), input)).toMatchObject({
      code: 'placement.no-floor-in-currency',
      facts: { floor: usd('50.00') },
    });
  });

  it('is the one of the newest version of the programme; openings keep the version they began with', async () => {
    const client = await aClient(service);
    const { terms, name } = await service.ask(getProgramme, anAe(), { id: 'network' });
    const floorRates = { ...terms.floorRates, 'eu-asia': usd('70.00') };
    const before = await anOpening(service, client, { programme: 'network', budgetRate: usd('60.00') });
    await service.ask(publishProgramme, anAdmin(), { id: 'network', name, terms: { ...terms, floorRates } });
    const input = need({ programme: 'network', budgetRate: usd('60.00') });
    expect(await service.refusal(describeOpening, client, input)).toMatchObject({ facts: { floor: usd('70.00') } });
    const [row] = await service.query<{ version: number }>(
      'select programme_version as version from openings where id = $1',
      [before.id],
    );
    expect(row?.version).toBe(1);
  });
});

describe('with whom an opening is shared (PL-4)', () => {
  it('the client, staff, and the experts it fits, who see no budget; for others it does not exist', async () => {
    const client = await aClient(service);
    const { id } = await anOpening(service, client);
    for (const actor of [client, anAdmin(), anAe(), aTeamLead()]) {
      expect((await service.ask(getOpening, actor, { id })).budgetRate).toEqual(usd('85.00'));
    }
    const fitting = await aCertifiedExpert(service);
    const seen = await service.ask(getOpening, fitting, { id });
    expect(seen).not.toHaveProperty('budgetRate');
    expect((await service.ask(listOpenings, fitting, { clientId: client.clientId })).items).toEqual([seen]);

    const strangers = [
      await aClient(service),
      aClientUser(),
      anExpert(),
      await aCertifiedExpert(service, { skills: [{ name: 'TypeScript', years: 2.9 }] }),
      await aCertifiedExpert(service, { skills: [{ name: 'Rust', years: 20 }] }),
      await aCertifiedExpert(service, { country: 'US' }),
      await aCertifiedExpert(service, { engagementKinds: ['hourly', 'part-time'] }),
      await aCertifiedExpert(service, {}, 'network'),
    ];
    for (const stranger of strangers) {
      expect(await service.refusal(getOpening, stranger, { id })).toMatchObject({ kind: 'not-found' });
      expect((await service.ask(listOpenings, stranger, { limit: 100 })).items.map((each) => each.id)).not.toContain(
        id,
      );
    }
    expect(await service.refusal(getOpening, aPartner(), { id })).toMatchObject({ kind: 'forbidden' });
  });

  it('no longer, once the expert is suspended; still, where it has an offer', async () => {
    const client = await aClient(service);
    const [offered, other] = [await anOpening(service, client), await anOpening(service, client)];
    const expert = await aCertifiedExpert(service);
    await anOffer(service, expert, offered);
    await service.ask(suspendExpert, anAe(), { id: expert.id, reason: 'Away.' });
    expect((await service.ask(listOpenings, expert, {})).items.map(({ id }) => id)).toEqual([offered.id]);
    expect(await service.refusal(getOpening, expert, { id: other.id })).toMatchObject({ kind: 'not-found' });
  });

  it('a foreign client in the filter does not exist', async () => {
    const { clientId } = await aClient(service);
    expect(await service.refusal(listOpenings, await aClient(service), { clientId })).toMatchObject({
      kind: 'not-found',
    });
  });

  it('the list says what the rule says, for whatever the expert and the opening are', async () => {
    const client = await aClient(service);
    const expert = await aCertifiedExpert(service, {}, 'network');
    let version = 3;
    const names = fc.constantFrom('TypeScript', 'typescript ', 'Go', "O'Caml", 'Ünï"cøde', '__proto__');
    const years = fc.integer({ min: 0, max: 6 });
    const kinds = fc.constantFrom('full-time' as const, 'part-time' as const, 'hourly' as const);
    const uniquely = {
      minLength: 1,
      maxLength: 3,
      selector: ({ name }: { name: string }) => name.trim().toLowerCase(),
    };
    const cases = fc.record({
      skills: fc.uniqueArray(fc.record({ name: names, years }), uniquely),
      required: fc.uniqueArray(fc.record({ name: names, minimumYears: years }), uniquely),
      engagementKinds: fc.uniqueArray(kinds, { minLength: 1 }),
      engagementKind: kinds,
      country: fc.constantFrom('RS', 'US'),
      rateZone: fc.constantFrom('eu-asia' as const, 'us-western-europe' as const),
    });
    const budgetRate = usd('150.00');
    await fc.assert(
      fc.asyncProperty(cases, async ({ skills, required, engagementKinds, engagementKind, country, rateZone }) => {
        const change = { skills, engagementKinds, country };
        const view = await service.ask(changeExpert, expert, { id: expert.id, version: version++, change });
        const about = { programme: 'network', skills: required, engagementKind, rateZone, budgetRate };
        const opening = await anOpening(service, client, about);
        const { items } = await service.ask(listOpenings, expert, { limit: 1 });
        expect(items[0]?.id === opening.id).toBe(isEligible(opening, view));
      }),
      { numRuns: 60 },
    );
  });
});

describe('withdrawing', () => {
  it('passes over its offers and tells it; once', async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const expert = await aCertifiedExpert(service);
    await anOffer(service, expert, opening);
    const input = { id: opening.id, reason: 'The budget is gone.' };
    expect(await service.ask(withdrawOpening, client, input)).toMatchObject({ state: 'withdrawn', version: 2 });
    expect((await service.ask(listOffers, expert, {})).items).toMatchObject([{ state: 'not-selected', version: 2 }]);
    expect(await service.refusal(withdrawOpening, client, input)).toMatchObject({
      code: 'placement.opening-not-open',
      kind: 'conflict',
    });
    expect(await service.told(placementEvents.openingWithdrawn)).toContainEqual({
      openingId: opening.id,
      clientId: client.clientId,
      reason: 'The budget is gone.',
    });
  });

  it('is up to the client and its network', async () => {
    const { id } = await anOpening(service, await aClient(service));
    const input = { id, reason: 'no' };
    expect(await service.refusal(withdrawOpening, await aClient(service), input)).toMatchObject({ kind: 'not-found' });
    for (const actor of [anExpert(), aTeamLead(), aPartner()]) {
      expect(await service.refusal(withdrawOpening, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
  });
});

it('pages through openings by start and by creation, both ways', async () => {
  const client = await aClient(service);
  for (const startsOn of ['2026-05-01', '2026-04-01', '2026-06-01']) await anOpening(service, client, { startsOn });
  const days = async (sort: 'startsOn' | '-startsOn' | 'createdAt' | '-createdAt') => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await service.ask(listOpenings, client, { sort, limit: 2, ...(cursor && { cursor }) });
      found.push(...page.items.map(({ startsOn }) => startsOn));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return found;
  };
  expect(await days('startsOn')).toEqual(['2026-04-01', '2026-05-01', '2026-06-01']);
  expect(await days('-startsOn')).toEqual(['2026-06-01', '2026-05-01', '2026-04-01']);
  expect(await days('createdAt')).toEqual(['2026-05-01', '2026-04-01', '2026-06-01']);
  expect((await service.ask(listOpenings, client, { skill: 'TYPESCRIPT', state: 'open' })).items).toHaveLength(3);
  expect((await service.ask(listOpenings, client, { skill: 'go' })).items).toEqual([]);
});
