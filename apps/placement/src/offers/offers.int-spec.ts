import {
  acceptSuggestion,
  declineSuggestion,
  getOffer,
  listOffers,
  makeOffer,
  placementEvents,
  rankOffers,
  selectOffer,
  suggestExpert,
  suspendExpert,
  withdrawOffer,
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
  aSelection,
  aTeamLead,
  terms,
  usd,
} from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

describe('an offer (PL-6)', () => {
  it('answers an opening; the client reads all of it but the pay', async () => {
    const client = await aClient(service);
    const expert = await aCertifiedExpert(service);
    const opening = await anOpening(service, client);
    const offer = await anOffer(service, expert, opening, { estimateMinutes: 9_600, payRate: usd('45') });
    expect(offer).toMatchObject({
      state: 'offered',
      expertName: 'Ana Šimić',
      payRate: usd('45.00'),
      estimateMinutes: 9_600,
      note: 'I rebuilt two checkouts.',
      relevantExperience: null,
    });
    const { payRate: _, ...rest } = offer;
    expect(await service.ask(getOffer, client, { id: offer.id })).toEqual(rest);
    expect((await service.ask(listOffers, client, { openingId: opening.id })).items).toEqual([rest]);
    expect(await service.told(placementEvents.offerMade)).toContainEqual({
      openingId: opening.id,
      offerId: offer.id,
      expertId: expert.id,
      clientId: client.clientId,
    });
  });

  it('is live once for an expert and an opening, however often it is sent', async () => {
    const expert = await aCertifiedExpert(service);
    const opening = await anOpening(service, await aClient(service));
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => anOffer(service, expert, opening)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of results) {
      if (each.status === 'rejected') {
        expect(each.reason).toMatchObject({ code: 'placement.already-offered', kind: 'conflict' });
      }
    }
    const [{ id } = { id: '' }] = (await service.ask(listOffers, expert, {})).items;
    await service.ask(withdrawOffer, expert, { id, reason: 'A second thought.' });
    await expect(anOffer(service, expert, opening)).resolves.toMatchObject({ state: 'offered' });
  });

  it.each([
    [{ payRate: usd('0.00') }, 'placement.pay-not-positive'],
    [{ payRate: { amount: '45.00', currency: 'EUR' } }, 'placement.mixed-currency'],
    [{ payRate: usd('-1.00') }, 'placement.pay-not-positive'],
    [{ hoursPerWeek: 0 }, 'request.invalid'],
    [{ earliestStart: '2026-02-30' }, 'request.invalid'],
  ])('%j is refused with %s', async (about, code) => {
    const opening = await anOpening(service, await aClient(service));
    const input = { openingId: opening.id, offer: terms(about) };
    const refusal = await service.refusal(makeOffer, await aCertifiedExpert(service), input);
    expect(refusal).toMatchObject({ code, kind: 'invalid' });
    expect(JSON.stringify(refusal)).not.toContain('85');
  });

  it('is made by an expert with whom the opening is shared, for itself', async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const input = { openingId: opening.id, offer: terms() };
    expect(await service.refusal(makeOffer, anExpert(), input)).toMatchObject({ kind: 'not-found' });
    const elsewhere = await aCertifiedExpert(service, { country: 'US' });
    expect(await service.refusal(makeOffer, elsewhere, input)).toMatchObject({ kind: 'not-found' });
    for (const actor of [client, anAe(), anAdmin(), aTeamLead(), aPartner()]) {
      expect(await service.refusal(makeOffer, actor, input)).toMatchObject({ kind: 'forbidden' });
    }
  });

  it('is withdrawn any time before the decision, by the expert alone', async () => {
    const { expert, offer } = await aSelection(service);
    expect(await service.refusal(withdrawOffer, expert, { id: offer.id })).toMatchObject({
      code: 'placement.offer-not-live',
      kind: 'conflict',
    });
    const other = await aCertifiedExpert(service);
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const { id } = await anOffer(service, other, opening);
    expect(await service.refusal(withdrawOffer, expert, { id })).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(withdrawOffer, client, { id })).toMatchObject({ kind: 'forbidden' });
    expect(await service.ask(withdrawOffer, other, { id })).toMatchObject({ state: 'withdrawn', version: 2 });
    expect(await service.told(placementEvents.offerWithdrawn)).toContainEqual(expect.objectContaining({ offerId: id }));
  });

  it('comes too late for an opening that is not open', async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const expert = await aCertifiedExpert(service);
    const { id } = await anOffer(service, expert, opening);
    await service.ask(withdrawOffer, expert, { id });
    await service.ask(withdrawOpening, client, { id: opening.id, reason: 'Done.' });
    expect(await service.refusal(makeOffer, expert, { openingId: opening.id, offer: terms() })).toMatchObject({
      code: 'placement.opening-not-open',
    });
  });
});

describe("the team's suggestion (PL-6)", () => {
  const suggested = async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const expert = await aCertifiedExpert(service, { skills: [{ name: 'Go', years: 9 }] });
    const input = { openingId: opening.id, expertId: expert.id, note: 'She learns fast.' };
    const suggestion = await service.ask(suggestExpert, aTeamLead(), input);
    return { client, opening, expert, suggestion };
  };

  it('shows the opening to the expert, who must accept before the client knows of it', async () => {
    const { client, opening, expert, suggestion } = await suggested();
    expect(suggestion).toMatchObject({ state: 'suggested', note: 'She learns fast.', hoursPerWeek: null });
    expect(suggestion).not.toHaveProperty('payRate');
    expect(await service.refusal(getOffer, client, { id: suggestion.id })).toMatchObject({ kind: 'not-found' });
    expect((await service.ask(listOffers, client, { openingId: opening.id })).items).toEqual([]);
    expect(await service.refusal(selectOffer, client, { offerId: suggestion.id })).toMatchObject({ kind: 'not-found' });

    const accepted = await service.ask(acceptSuggestion, expert, { id: suggestion.id, offer: terms() });
    expect(accepted).toMatchObject({ state: 'offered', payRate: usd('45.00'), note: 'I rebuilt two checkouts.' });
    expect((await service.ask(listOffers, client, { openingId: opening.id })).items).toHaveLength(1);
    expect(await service.refusal(acceptSuggestion, expert, { id: suggestion.id, offer: terms() })).toMatchObject({
      code: 'placement.offer-not-live',
    });
  });

  it('can be declined, and then the client never hears of it', async () => {
    const { client, expert, suggestion } = await suggested();
    const view = await service.ask(declineSuggestion, expert, { id: suggestion.id, reason: 'No Go there.' });
    expect(view).toMatchObject({ state: 'declined' });
    expect(await service.refusal(getOffer, client, { id: suggestion.id })).toMatchObject({ kind: 'not-found' });
  });

  it('cannot be accepted or declined by another expert', async () => {
    const { suggestion } = await suggested();
    const other = await aCertifiedExpert(service);
    const offer = terms();
    expect(await service.refusal(acceptSuggestion, other, { id: suggestion.id, offer })).toMatchObject({
      kind: 'not-found',
    });
    expect(await service.refusal(declineSuggestion, other, { id: suggestion.id })).toMatchObject({ kind: 'not-found' });
  });

  it('is of a certified expert who works like that there, by staff, once', async () => {
    const { opening, expert } = await suggested();
    const suggest = (actor = anAe(), expertId = expert.id) =>
      service.refusal(suggestExpert, actor, { openingId: opening.id, expertId });
    expect(await suggest()).toMatchObject({ code: 'placement.already-offered' });
    expect(await suggest(anAe(), newId())).toMatchObject({ kind: 'not-found' });
    for (const actor of [expert, aClientUser(), aPartner()]) {
      expect(await suggest(actor)).toMatchObject({ kind: 'forbidden' });
    }
    const applied = await aCertifiedExpert(service, { country: 'US', engagementKinds: ['hourly'] }, 'network');
    expect(await suggest(anAe(), applied.id)).toMatchObject({
      code: 'placement.not-eligible',
      errors: [{ field: 'programme' }, { field: 'engagementKind' }, { field: 'rateZone' }],
    });
  });
});

describe('who sees offers', () => {
  it('an expert its own; a client those for its openings; staff all', async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const [one, two] = [await aCertifiedExpert(service), await aCertifiedExpert(service)];
    const [first, second] = [await anOffer(service, one, opening), await anOffer(service, two, opening)];
    const ids = async (actor = anAe(), filter: object = {}) =>
      (await service.ask(listOffers, actor, { ...filter, limit: 100 })).items.map(({ id }) => id);
    expect(await ids(one)).toEqual([first.id]);
    expect(await ids(client)).toEqual([second.id, first.id]);
    expect(await ids(client, { expertId: two.id, state: 'offered' })).toEqual([second.id]);
    expect(await ids(anAe(), { openingId: opening.id })).toEqual([second.id, first.id]);
    expect(await service.refusal(getOffer, one, { id: second.id })).toMatchObject({ kind: 'not-found' });
  });

  it('a foreign id in a filter is refused as it is in a path', async () => {
    const { opening, expert } = await aSelection(service);
    const other = await aCertifiedExpert(service);
    const stranger = await aClient(service);
    for (const filter of [{ openingId: opening.id }, { expertId: expert.id }]) {
      expect(await service.refusal(listOffers, stranger, filter)).toMatchObject({ kind: 'not-found' });
      expect(await service.refusal(listOffers, other, filter)).toMatchObject({ kind: 'not-found' });
    }
    expect(await service.refusal(listOffers, aPartner(), {})).toMatchObject({ kind: 'forbidden' });
  });
});

describe('the ranking (PL-7)', () => {
  it('orders the live offers and explains it, to client and staff alike, without a word on pay', async () => {
    const client = await aClient(service);
    const opening = await anOpening(service, client);
    const far = await aCertifiedExpert(service, { country: 'IN', timeZone: 'Asia/Kolkata' });
    const near = await aCertifiedExpert(service);
    const gone = await aCertifiedExpert(service);
    const [farOffer, nearOffer] = [
      await anOffer(service, far, opening, { payRate: usd('31.00') }),
      await anOffer(service, near, opening, { payRate: usd('77.00') }),
    ];
    const goneOffer = await anOffer(service, gone, opening);
    await service.ask(withdrawOffer, gone, { id: goneOffer.id });
    const away = await aCertifiedExpert(service);
    await anOffer(service, away, opening);
    await service.ask(suspendExpert, anAe(), { id: away.id, reason: 'Away.' });

    const { items } = await service.ask(rankOffers, client, { openingId: opening.id });
    expect(items.map(({ id, rank }) => [id, rank?.position, rank?.points])).toEqual([
      [nearOffer.id, 1, 100],
      [farOffer.id, 2, 89.58],
    ]);
    expect(items[1]?.rank?.because).toContainEqual({
      factor: 'time-zone-overlap',
      points: 14.58,
      detail: '3.5 working hours a day in common (Asia/Kolkata and Europe/Berlin)',
    });
    expect(JSON.stringify(items)).not.toMatch(/31\.00|77\.00|payRate/);
    expect((await service.ask(rankOffers, anAe(), { openingId: opening.id })).items[0]?.payRate).toEqual(usd('77.00'));
  });

  it('is for the client and staff', async () => {
    const { opening, expert } = await aSelection(service);
    const input = { openingId: opening.id };
    expect(await service.refusal(rankOffers, await aClient(service), input)).toMatchObject({ kind: 'not-found' });
    expect(await service.refusal(rankOffers, expert, input)).toMatchObject({ kind: 'forbidden' });
    expect((await service.ask(rankOffers, anAe(), input)).items).toEqual([]);
  });
});
