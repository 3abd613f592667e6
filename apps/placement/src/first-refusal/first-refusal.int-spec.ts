import type { Actor } from '#libs/access';
import {
  cancelPlacement,
  getOpening,
  listOpenings,
  placementEvents,
  publishProgramme,
  rankOffers,
  selectOffer,
  suspendExpert,
  waiveFirstRefusal,
  withdrawOffer,
  withdrawOpening,
} from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { eventually, programmeTerms, type TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  anOffer,
  anOpening,
  aTeamLead,
} from '../test-support/builders.js';
import { aLeadWon, brings } from '../test-support/leads.js';
import { anActivePlacement, end, slow, unclear } from '../test-support/losses.js';
import { startPlacement } from '../test-support/placement.js';
import { LeadsConsumer } from './leads.consumer.js';

const { firstRefusalOpened } = placementEvents;
const justBefore = '2026-02-03T10:59:59.999Z';
const until = '2026-02-03T11:00:00.000Z';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

/** A client that Ana brought, an opening of it, and an offer of somebody else. */
async function anOpeningOfABroughtClient() {
  const client = await aClient(service);
  const ana = await aCertifiedExpert(service);
  const other = await aCertifiedExpert(service, { givenName: 'Ben' });
  await brings(service, ana, client);
  const opening = await anOpening(service, client);
  const offer = await anOffer(service, other, opening);
  return { client, ana, other, opening, offer };
}
/** By the next version of the programme of all openings here. */
async function hoursFromNowOn(firstRefusalHours: number): Promise<void> {
  const terms = { ...programmeTerms, firstRefusalHours };
  await service.ask(publishProgramme, anAdmin(), { id: 'delivery-method', name: 'Delivery method', terms });
}
const see = async (actor: Actor, id: string) => (await service.ask(getOpening, actor, { id })).firstRefusal;
const select = (client: Actor, offerId: string) => service.ask(selectOffer, client, { offerId });
const refusedSelection = (actor: Actor, offerId: string) =>
  service.refusal(selectOffer, actor, { offerId, evidence: 'They wrote so on Monday.' });

/** How many connections wait for a lock. */
async function waiting(): Promise<number | undefined> {
  const [row] = await service.query<{ waiting: number }>(
    `select count(distinct pid)::int as waiting from pg_locks join pg_stat_activity using (pid)
     where datname = current_database() and not granted`,
  );
  return row?.waiting;
}

describe('the expert who brought a client is first on its openings (RC-6)', () => {
  it('for 24 hours: it is told, sees it, and nobody else can be selected; then anybody can', async () => {
    const { client, ana, other, opening, offer } = await anOpeningOfABroughtClient();
    const right = { expertId: ana.id, until, state: 'open' };
    expect(await service.told(firstRefusalOpened)).toEqual([
      { openingId: opening.id, clientId: client.clientId, expertId: ana.id, until },
    ]);
    for (const actor of [ana, anAe(), aTeamLead(), anAdmin()]) expect(await see(actor, opening.id)).toEqual(right);
    expect((await service.ask(listOpenings, ana, {})).items).toMatchObject([{ firstRefusal: right }]);
    expect(await see(client, opening.id)).toEqual({ until, state: 'open' });
    expect(await see(other, opening.id)).toBeNull();

    await service.until(justBefore);
    for (const actor of [client, anAe()]) {
      expect(await refusedSelection(actor, offer.id)).toMatchObject({
        ...{ kind: 'conflict', code: 'placement.first-refusal', facts: { until } },
      });
    }
    await service.until(until);
    expect(await see(ana, opening.id)).toEqual({ ...right, state: 'over' });
    expect(await see(client, opening.id)).toBeNull();
    expect(await select(client, offer.id)).toMatchObject({ expertId: other.id });
  });

  it('until it offers: then the client decides between them', async () => {
    const { client, ana, other, opening, offer } = await anOpeningOfABroughtClient();
    const own = await anOffer(service, ana, opening);
    expect(await see(anAe(), opening.id)).toEqual({ expertId: ana.id, until, state: 'used' });
    await service.ask(withdrawOffer, ana, { id: own.id });
    expect(await see(ana, opening.id)).toMatchObject({ state: 'used' });
    expect(await select(client, offer.id)).toMatchObject({ expertId: other.id });
  });

  it('until it waives it: itself, once, while it is open', async () => {
    const { client, ana, other, opening, offer } = await anOpeningOfABroughtClient();
    const waive = { id: opening.id };
    for (const actor of [anAe(), anAdmin(), aTeamLead(), client]) {
      expect(await service.refusal(waiveFirstRefusal, actor, waive)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await service.refusal(waiveFirstRefusal, other, waive)).toMatchObject({
      code: 'access.no-such-first-refusal',
    });
    expect(await service.refusal(waiveFirstRefusal, anExpert(), waive)).toMatchObject({
      code: 'access.no-such-opening',
    });
    const waived = await service.ask(waiveFirstRefusal, ana, { ...waive, reason: 'I have no time in March.' });
    expect(waived.firstRefusal).toEqual({ expertId: ana.id, until, state: 'waived' });
    expect(await service.query('select by, state, reason from changes where subject_id = $1', [opening.id])).toEqual([
      { by: ana.name, state: 'first-refusal-waived', reason: 'I have no time in March.' },
    ]);
    expect(await service.refusal(waiveFirstRefusal, ana, waive)).toMatchObject({
      ...{ code: 'placement.first-refusal-ended', facts: { state: 'waived' } },
    });
    expect(await select(client, offer.id)).toMatchObject({ expertId: other.id });
  });

  it.each(['suspended', 'not skilled enough'])('not while it is %s: nobody waits for it', async (why) => {
    const client = await aClient(service);
    const years = why === 'suspended' ? 6 : 2;
    const ana = await aCertifiedExpert(service, { skills: [{ name: 'TypeScript', years }] });
    const other = await aCertifiedExpert(service);
    await brings(service, ana, client);
    if (why === 'suspended') await service.ask(suspendExpert, anAe(), { id: ana.id, reason: 'On leave.' });
    const opening = await anOpening(service, client);
    const offer = await anOffer(service, other, opening);
    expect(await see(anAe(), opening.id)).toBeNull();
    expect(await service.told(firstRefusalOpened)).toEqual([]);
    expect(await select(client, offer.id)).toMatchObject({ expertId: other.id });
  });

  it('not while two strikes bar it (PL-13)', async () => {
    const { client, ana, opening, offer } = await anOpeningOfABroughtClient();
    const halfTime = { expert: ana, engagementKind: 'part-time' as const, hoursPerWeek: 10 };
    const [first, second] = [await anActivePlacement(service, halfTime), await anActivePlacement(service, halfTime)];
    await end(service, first, { loss: slow });
    expect(await see(ana, opening.id)).toMatchObject({ state: 'open' });
    await end(service, second, { loss: unclear });
    expect(await see(ana, opening.id)).toBeNull();
    expect(await select(client, offer.id)).toMatchObject({ state: 'selected' });
  });

  it('not after the opening is withdrawn; used it stays used, also when the selection came to nothing', async () => {
    const { client, ana, opening, offer } = await anOpeningOfABroughtClient();
    const second = await anOpening(service, client);
    await service.ask(withdrawOpening, client, { id: second.id, reason: 'No budget.' });
    expect(await see(anAe(), second.id)).toMatchObject({ state: 'over' });
    const own = await anOffer(service, ana, opening);
    const { id } = await select(client, own.id);
    await service.ask(cancelPlacement, anAe(), { id, reason: 'Ana took another job.' });
    expect(await see(anAe(), opening.id)).toMatchObject({ state: 'used' });
    expect(await select(client, offer.id)).toMatchObject({ state: 'selected' });
  });

  it('not where nobody brought the client, a person outside did, or the programme gives no hours', async () => {
    const ana = await aCertifiedExpert(service);
    const clients = [await aClient(service), await aClient(service), await aClient(service)] as const;
    await brings(service, null, clients[1]);
    await brings(service, ana, clients[2]);
    for (const client of clients) {
      if (client === clients[2]) await hoursFromNowOn(0);
      const opening = await anOpening(service, client);
      expect(await see(anAe(), opening.id)).toBeNull();
    }
    expect(await service.told(firstRefusalOpened)).toEqual([]);
  });
});

describe('what is heard late, twice or crossed ends the same (RC-6)', () => {
  it('each opening has the hours of the programme version it was described under', async () => {
    const client = await aClient(service);
    const ana = await aCertifiedExpert(service);
    const first = await anOpening(service, client);
    await hoursFromNowOn(48);
    const second = await anOpening(service, client);
    await hoursFromNowOn(1);
    const third = await anOpening(service, client);
    await brings(service, ana, client);
    expect(await see(ana, first.id)).toMatchObject({ until });
    expect(await see(ana, second.id)).toMatchObject({ until: '2026-02-04T11:00:00.000Z' });
    expect(await see(ana, third.id)).toMatchObject({ until: '2026-02-02T12:00:00.000Z' });
  });

  it('an opening that was there first gets its right, once', async () => {
    const client = await aClient(service);
    const ana = await aCertifiedExpert(service);
    const opening = await anOpening(service, client);
    expect(await see(ana, opening.id)).toBeNull();
    await service.until('2026-02-02T20:00:00Z');
    await brings(service, ana, client, { wonAt: '2026-02-02T19:00:00.000Z' });
    await brings(service, ana, client, { wonAt: '2026-02-02T19:00:00.000Z' });
    expect(await see(ana, opening.id)).toEqual({ expertId: ana.id, until, state: 'open' });
    expect(await service.told(firstRefusalOpened)).toHaveLength(1);
  });

  it('heard of when it is over, it blocks nobody, is not told, and an offer in time still counts', async () => {
    const client = await aClient(service);
    const ana = await aCertifiedExpert(service);
    const opening = await anOpening(service, client);
    await anOffer(service, ana, opening);
    await service.until('2026-02-04T11:00:00Z');
    await brings(service, ana, client);
    expect(await see(ana, opening.id)).toEqual({ expertId: ana.id, until, state: 'used' });
    expect(await service.told(firstRefusalOpened)).toEqual([]);
  });

  it('an opening described while the news is being written waits for it, and gets its right', async () => {
    const client = await aClient(service);
    const ana = await aCertifiedExpert(service);
    const { leadId, ...data } = aLeadWon(client, ana);
    const event = { ...{ id: newId(), time: new Date(), aggregateId: leadId, aggregateVersion: 1 }, actor: ana };
    const describing = await service.app.get(Transactions).run(async (tx) => {
      await service.app.get(LeadsConsumer).won({ ...event, type: 'lead-won', data: { leadId, ...data } }, tx);
      const its = anOpening(service, client);
      await eventually('the opening waits', async () => (await waiting()) === 1);
      return { its };
    });
    const opening = await describing.its;
    expect(await see(ana, opening.id)).toMatchObject({ state: 'open' });
    expect(await service.told(firstRefusalOpened)).toHaveLength(1);
  });
});

describe('the priority right in the ranking (PL-7, RC-6)', () => {
  it('puts an offer made in time first, and says why, without a word of commission', async () => {
    const client = await aClient(service);
    const [ana, ben] = [await aCertifiedExpert(service), await aCertifiedExpert(service, { givenName: 'Ben' })];
    await brings(service, ana, client);
    const opening = await anOpening(service, client);
    const ranking = async (actor: Actor = client) =>
      (await service.ask(rankOffers, actor, { openingId: opening.id })).items.map(({ expertId, rank }) => [
        expertId,
        rank?.because.find(({ factor }) => factor === 'priority-right'),
      ]);
    const factor = 'priority-right';
    const none = { factor, points: 0, detail: 'No right of first refusal' };
    await anOffer(service, ben, opening);
    const own = await anOffer(service, ana, opening);
    const words = 'Brought this client: right of first refusal, used in time';
    const expected = [
      [ana.id, { factor, points: 20, detail: words }],
      [ben.id, none],
    ];
    expect(await ranking()).toEqual(expected);
    expect(await ranking(anAe())).toEqual(expected);
    expect(JSON.stringify(await service.ask(rankOffers, client, { openingId: opening.id }))).not.toMatch(/commission/i);

    await service.ask(withdrawOffer, ana, { id: own.id });
    await service.until(until);
    await anOffer(service, ana, opening);
    const late = 'Brought this client: right of first refusal, not used in time';
    expect(await ranking()).toEqual([
      [ben.id, none],
      [ana.id, { factor, points: 0, detail: late }],
    ]);
    // The client decides, whatever the order (PL-8).
    expect(await service.refusal(rankOffers, aClientUser(), { openingId: opening.id })).toMatchObject({
      kind: 'not-found',
    });
  });
});
