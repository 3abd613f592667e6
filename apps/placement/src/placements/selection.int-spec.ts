import { type Role, roles } from '#libs/access';
import {
  cancelPlacement,
  getContract,
  getOpening,
  getPlacement,
  listOffers,
  placementEvents,
  selectOffer,
  suggestExpert,
  suspendExpert,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  anAe,
  anExpert,
  anOffer,
  anOpening,
  aSelection,
  usd,
} from '../test-support/builders.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const evidence = 'Mail of 2 February: we take Ana.';

/** An opening with two offers and a suggestion nobody accepted. */
async function aChoice() {
  const client = await aClient(service);
  const opening = await anOpening(service, client);
  const experts = [await aCertifiedExpert(service), await aCertifiedExpert(service), await aCertifiedExpert(service)];
  const [first, second, third] = experts as [(typeof experts)[0], (typeof experts)[0], (typeof experts)[0]];
  const [chosen, other] = [await anOffer(service, first, opening), await anOffer(service, second, opening)];
  await service.ask(suggestExpert, anAe(), { openingId: opening.id, expertId: third.id });
  const states = async () => {
    const { items } = await service.ask(listOffers, anAe(), { openingId: opening.id, sort: 'createdAt' });
    return items.map(({ state }) => state);
  };
  return { client, opening, chosen, other, experts, states };
}

describe('the client decides (PL-8)', () => {
  it('with a placement and a contract to agree on as the result, and everybody else passed over', async () => {
    const { client, opening, chosen, experts, states } = await aChoice();
    const placement = await service.ask(selectOffer, client, { offerId: chosen.id });
    expect(placement).toMatchObject({
      openingId: opening.id,
      clientId: client.clientId,
      clientName: 'Hafen GmbH',
      expertId: experts[0]?.id,
      expertName: 'Ana Šimić',
      state: 'selected',
      startsOn: '2026-03-02',
      endsOn: '2026-09-01',
      selectedAt: now,
      readyBy: '2026-02-03T11:00:00.000Z',
      history: [{ state: 'selected', by: 'Carl Client', byRole: 'client' }],
    });
    expect(await states()).toEqual(['selected', 'not-selected', 'not-selected']);
    expect(await service.ask(getOpening, client, { id: opening.id })).toMatchObject({ state: 'filled' });
    expect(await service.told(placementEvents.placementSelected)).toContainEqual(
      expect.objectContaining({ placementId: placement.id, offerId: chosen.id, readyBy: '2026-02-03T11:00:00.000Z' }),
    );
    const contract = await service.ask(getContract, anAe(), { placementId: placement.id, number: 1 });
    expect(contract).toMatchObject({
      state: 'draft',
      programme: 'delivery-method',
      programmeVersion: 1,
      effectiveFrom: '2026-03-02',
      agreements: [],
      terms: {
        engagementKind: 'full-time',
        hoursPerWeek: 40,
        startsOn: '2026-03-02',
        endsOn: '2026-09-01',
        timeZone: 'Europe/Berlin',
        billRate: usd('85.00'),
        payRate: usd('45.00'),
        firstAnswerMinutes: 30,
      },
    });
  });

  it('or an account executive who records the written decision', async () => {
    const { chosen } = await aChoice();
    expect(await service.refusal(selectOffer, anAe(), { offerId: chosen.id })).toMatchObject({
      code: 'placement.evidence-missing',
      kind: 'invalid',
      errors: [{ field: 'evidence' }],
    });
    const placement = await service.ask(selectOffer, anAe(), { offerId: chosen.id, evidence });
    const rows = await service.query('select evidence from placements where id = $1', [placement.id]);
    expect(rows).toEqual([{ evidence }]);
  });

  const others = roles.filter((role) => role !== 'client' && role !== 'account-executive');
  it.each(others)('and never a %s, with evidence or without', async (role: Role) => {
    const { chosen, opening, experts } = await aChoice();
    const expertId = role === 'expert' ? experts[0]?.id : undefined;
    const actor = { id: expertId ?? newId(), role, name: role, ...(expertId && { expertId }) };
    for (const offer of [{ offerId: chosen.id }, { offerId: chosen.id, evidence }]) {
      expect(await service.refusal(selectOffer, actor, offer)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await service.ask(getOpening, anAe(), { id: opening.id })).toMatchObject({ state: 'open' });
  });

  it('and never another client', async () => {
    const { chosen } = await aChoice();
    for (const stranger of [await aClient(service), aClientUser()]) {
      expect(await service.refusal(selectOffer, stranger, { offerId: chosen.id, evidence })).toMatchObject({
        kind: 'not-found',
      });
    }
  });

  it('once: of two decisions at once one wins, and the other hears that the opening is filled', async () => {
    for (let round = 0; round < 5; round++) {
      const { client, opening, chosen, other, states } = await aChoice();
      const results = await Promise.allSettled([
        service.ask(selectOffer, client, { offerId: chosen.id }),
        service.ask(selectOffer, client, { offerId: other.id }),
        service.ask(selectOffer, anAe(), { offerId: chosen.id, evidence }),
        service.ask(selectOffer, anAe(), { offerId: other.id, evidence }),
      ]);
      const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(refused).toHaveLength(3);
      for (const each of refused) {
        expect(each).toMatchObject({ code: 'placement.opening-not-open', kind: 'conflict' });
      }
      const made = await service.query('select from placements where opening_id = $1', [opening.id]);
      expect(made).toHaveLength(1);
      expect((await states()).filter((state) => state === 'selected')).toHaveLength(1);
    }
  });

  it('a repeated request is the same decision', async () => {
    const { client, chosen } = await aChoice();
    const select = () => service.ask(selectOffer, client, { offerId: chosen.id }, 'decide-once');
    expect(await select()).toEqual(await select());
  });

  it('for nobody who is suspended by then', async () => {
    const { client, chosen, experts } = await aChoice();
    await service.ask(suspendExpert, anAe(), { id: experts[0]!.id, reason: 'Away.' });
    expect(await service.refusal(selectOffer, client, { offerId: chosen.id })).toMatchObject({
      code: 'placement.expert-not-certified',
      kind: 'conflict',
    });
  });

  it('the database lets nothing else happen either', async () => {
    const { placement } = await aSelection(service);
    const again = service.query(
      `insert into placements
       select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).* from placements p where id = $1`,
      [placement.id],
    );
    await expect(again).rejects.toThrow('placement_one_decision');
    const select = service.query(`update offers set state = 'selected' where opening_id = $1`, [
      (await aChoice()).opening.id,
    ]);
    await expect(select).rejects.toThrow(/offer_selected_once|offer_has_terms/);
  });
});

describe('the start promise (PL-10)', () => {
  it('broken is an event, once; kept or cancelled it is none', async () => {
    const own = await startPlacement();
    try {
      const broken = await aSelection(own);
      const cancelled = await aSelection(own);
      await own.ask(cancelPlacement, anAe(), { id: cancelled.placement.id, reason: 'No budget.' });
      await own.until('2026-02-03T10:59:59Z');
      expect(await own.told(placementEvents.startPromiseBroken)).toEqual([]);
      await own.until('2026-03-01T00:00:00Z');
      expect(await own.told(placementEvents.startPromiseBroken)).toEqual([
        {
          placementId: broken.placement.id,
          clientId: broken.client.clientId,
          expertId: broken.expert.id,
          readyBy: '2026-02-03T11:00:00.000Z',
        },
      ]);
    } finally {
      await own.stop();
    }
  });
});

describe('a selection that comes to nothing', () => {
  it('opens the opening again, with the other offers and suggestions as they were', async () => {
    const { client, opening, chosen, other, states } = await aChoice();
    const { id } = await service.ask(selectOffer, client, { offerId: chosen.id });
    const view = await service.ask(cancelPlacement, anAe(), { id, reason: 'Ana took another job.' });
    expect(view).toMatchObject({ state: 'cancelled', history: [{}, { reason: 'Ana took another job.' }] });
    expect(await states()).toEqual(['not-selected', 'offered', 'suggested']);
    expect(await service.ask(getContract, client, { placementId: id, number: 1 })).toMatchObject({
      state: 'withdrawn',
    });
    expect(await service.told(placementEvents.placementCancelled)).toContainEqual(
      expect.objectContaining({ placementId: id, reason: 'Ana took another job.' }),
    );
    const second = await service.ask(selectOffer, client, { offerId: other.id });
    expect(second).toMatchObject({ openingId: opening.id, state: 'selected' });
  });

  it('is recorded by the network, once, and for its own placement', async () => {
    const { client, expert, placement } = await aSelection(service);
    const input = { id: placement.id, reason: 'no' };
    for (const actor of [client, expert, anExpert()]) {
      expect(await service.refusal(cancelPlacement, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await service.refusal(cancelPlacement, anAe(), { ...input, id: newId() })).toMatchObject({
      kind: 'not-found',
    });
    await service.ask(cancelPlacement, anAe(), input);
    expect(await service.refusal(cancelPlacement, anAe(), input)).toMatchObject({ code: 'placement.wrong-state' });
    expect(await service.ask(getPlacement, expert, { id: placement.id })).toMatchObject({ state: 'cancelled' });
  });
});
