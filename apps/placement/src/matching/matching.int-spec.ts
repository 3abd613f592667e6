import {
  getExpert,
  getRankingWeights,
  getRateZones,
  rankOffers,
  setRankingWeights,
  setRateZones,
} from '#libs/contracts';
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
  aTeamLead,
} from '../test-support/builders.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

const first = {
  'skill-fit': { points: 40, scale: 3 },
  'time-zone-overlap': { points: 25, scale: 6 },
  availability: { points: 25, scale: 30 },
  zone: { points: 10 },
  'priority-right': { points: 20 },
};
const none = { points: 0, scale: 1 };

describe('the weights of the ranking (PL-7)', () => {
  it('are read by staff and set by an administrator, in the version that was read', async () => {
    expect(await service.ask(getRankingWeights, aTeamLead(), {})).toMatchObject({ weights: first, version: 1 });
    const weights = { ...first, availability: { points: 5, scale: 2.5 }, zone: { points: 0 } };
    const changed = { weights, version: 2, updatedAt: now, updatedBy: 'Ada Admin' };
    expect(await service.ask(setRankingWeights, anAdmin(), { version: 1, weights })).toEqual(changed);
    expect(await service.ask(getRankingWeights, anAe(), {})).toEqual(changed);
    const late = { version: 1, weights: first };
    expect(await service.refusal(setRankingWeights, anAdmin(), late)).toMatchObject({
      ...{ code: 'request.stale', facts: { version: 2 } },
    });
    expect(await service.ask(getRankingWeights, anAe(), {})).toEqual(changed);
  });

  it('decide who comes first', async () => {
    const client = await aClient(service);
    const skills = (years: number) => ['TypeScript', 'PostgreSQL'].map((name) => ({ name, years }));
    const seasoned = await aCertifiedExpert(service, { skills: skills(9), timeZone: 'America/Los_Angeles' });
    const near = await aCertifiedExpert(service, { skills: skills(3) });
    const opening = await anOpening(service, client);
    for (const expert of [seasoned, near]) await anOffer(service, expert, opening);
    const order = async () =>
      (await service.ask(rankOffers, client, { openingId: opening.id })).items.map(({ expertId }) => expertId);
    const weigh = (version: number, weights: Partial<typeof first>) =>
      service.ask(setRankingWeights, anAdmin(), {
        version,
        weights: { 'skill-fit': none, 'time-zone-overlap': none, availability: none, zone: { points: 0 }, ...weights },
      });
    await weigh(1, { 'skill-fit': { points: 10, scale: 3 } });
    expect(await order()).toEqual([seasoned.id, near.id]);
    await weigh(2, { 'time-zone-overlap': { points: 10, scale: 6 } });
    expect(await order()).toEqual([near.id, seasoned.id]);
  });

  it('are no business of others', async () => {
    for (const actor of [anExpert(), aClientUser(), aPartner()]) {
      expect(await service.refusal(getRankingWeights, actor, {})).toMatchObject({ kind: 'forbidden' });
    }
    for (const actor of [anAe(), aTeamLead()]) {
      const input = { version: 1, weights: first };
      expect(await service.refusal(setRankingWeights, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
  });

  it.each([
    ['points below zero', { ...first, zone: { points: -1 } }],
    ['a scale of nothing', { ...first, 'skill-fit': { points: 1, scale: 0 } }],
    ['a factor nobody judges by', { ...first, charm: { points: 1, scale: 1 } }],
  ])('with %s are refused', async (_, weights) => {
    expect(await service.refusal(setRankingWeights, anAdmin(), { version: 1, weights })).toMatchObject({
      code: 'request.invalid',
    });
  });
});

describe('the rate zones of countries (PL-5)', () => {
  const western = (...countries: string[]) =>
    countries.map((country) => ({ country, rateZone: 'us-western-europe' as const }));

  it('are read by all who work together and set by an administrator, in the version that was read', async () => {
    const { countries, version } = await service.ask(getRateZones, aClientUser(), {});
    expect(version).toBe(1);
    expect(countries).toContainEqual({ country: 'DE', rateZone: 'us-western-europe' });
    const zones = western('DE', 'RS');
    const changed = { countries: zones, version: 2, updatedAt: now, updatedBy: 'Ada Admin' };
    expect(await service.ask(setRateZones, anAdmin(), { version: 1, countries: zones })).toEqual(changed);
    expect(await service.ask(getRateZones, anExpert(), {})).toEqual(changed);
    expect(await service.refusal(setRateZones, anAdmin(), { version: 1, countries: [] })).toMatchObject({
      code: 'request.stale',
    });
    expect(await service.refusal(setRateZones, anAe(), { version: 2, countries: [] })).toMatchObject({
      kind: 'forbidden',
    });
    expect(await service.refusal(getRateZones, aPartner(), {})).toMatchObject({ kind: 'forbidden' });
  });

  it('are those of their experts, at once', async () => {
    const known = await aCertifiedExpert(service, { country: 'RS' });
    const other = await aCertifiedExpert(service, { country: 'IN' });
    const read = async (id: string) => {
      const { rateZone, version } = await service.ask(getExpert, anAe(), { id });
      return [rateZone, version] as const;
    };
    const [, before] = await read(known.id);
    const untouched = await read(other.id);
    await service.ask(setRateZones, anAdmin(), { version: 1, countries: western('RS') });
    expect(await read(known.id)).toEqual(['us-western-europe', before + 1]);
    expect(await read(other.id)).toEqual(untouched);
    const newcomer = await aCertifiedExpert(service, { country: 'DE' });
    expect((await read(newcomer.id))[0]).toBe('eu-asia');
    await service.ask(setRateZones, anAdmin(), { version: 2, countries: [] });
    expect(await read(known.id)).toEqual(['eu-asia', before + 2]);
  });

  it('name a country once', async () => {
    const countries = western('DE', 'DE');
    expect(await service.refusal(setRateZones, anAdmin(), { version: 1, countries })).toMatchObject({
      errors: [{ field: 'countries', message: 'must name each country once' }],
    });
  });
});
