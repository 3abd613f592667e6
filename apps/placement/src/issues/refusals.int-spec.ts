import { DataSource, type QueryRunner } from 'typeorm';
import type { Actor } from '#libs/access';
import {
  acceptSuggestion,
  activatePlacement,
  getOpening,
  getPlacement,
  liftStrike,
  listLosses,
  listOpenings,
  makeOffer,
  pausePlacement,
  placementEvents,
  rankOffers,
  resumePlacement,
  selectOffer,
  suggestExpert,
} from '#libs/contracts';
import { eventually, type TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClient,
  agreed,
  anAdmin,
  anAe,
  anOffer,
  anOpening,
  aSelection,
  terms,
} from '../test-support/builders.js';
import { anActivePlacement, end, late, slow, unclear } from '../test-support/losses.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const halfTime = { engagementKind: 'part-time' as const, hoursPerWeek: 10 };
const barred = {
  code: 'placement.barred-by-strikes',
  kind: 'conflict',
  rule: 'PL-13',
  detail:
    "The expert lost 2 clients over Communication (Hard to understand; Slow answers) and can't be placed until that is forgiven or lifted.",
  facts: { bars: [{ group: 'communication', categories: ['slow-answers', 'unclear-language'], since: now }] },
};

/** Loses both clients at once: neither placement comes after the other, so neither forgives. */
async function twice(expert: Actor, losses: readonly (typeof slow)[] = [slow, unclear]): Promise<void> {
  const running = [];
  for (const loss of losses) running.push({ loss, its: await anActivePlacement(service, { expert, ...halfTime }) });
  for (const { loss, its } of running) await end(service, its, { loss });
}

describe('an expert with two strikes in related issues (PL-13)', () => {
  it('makes no offer, and is told why', async () => {
    const expert = await aCertifiedExpert(service);
    const opening = await anOpening(service, await aClient(service));
    await twice(expert);
    const offer = { openingId: opening.id, offer: terms() };
    expect(await service.refusal(makeOffer, expert, offer)).toEqual(barred);
  });

  it('is not suggested, and accepts no suggestion from before', async () => {
    const expert = await aCertifiedExpert(service);
    const client = await aClient(service);
    const [opening, other] = [await anOpening(service, client), await anOpening(service, client)];
    const suggestion = await service.ask(suggestExpert, anAe(), { openingId: opening.id, expertId: expert.id });
    await twice(expert);
    const again = { openingId: other.id, expertId: expert.id };
    expect(await service.refusal(suggestExpert, anAe(), again)).toEqual(barred);
    expect(await service.refusal(acceptSuggestion, expert, { id: suggestion.id, offer: terms() })).toEqual(barred);
  });

  it('is not selected for an offer from before; nothing in the refusal tells of other clients', async () => {
    const expert = await aCertifiedExpert(service);
    const client = await aClient(service, { name: 'Nord AG' });
    const opening = await anOpening(service, client);
    const offer = await anOffer(service, expert, opening);
    expect((await service.ask(rankOffers, client, { openingId: opening.id })).items).toHaveLength(1);
    await twice(expert);
    const refusal = await service.refusal(selectOffer, client, { offerId: offer.id });
    expect(refusal).toEqual(barred);
    const { items } = await service.ask(listLosses, anAe(), { expertId: expert.id });
    for (const { id, clientId, clientName, placementId, what } of items) {
      for (const told of [id, clientId, clientName, placementId, what]) {
        expect(JSON.stringify(refusal)).not.toContain(told);
      }
    }
    const evidence = 'Mail of 2 February: we take Ana.';
    expect(await service.refusal(selectOffer, anAe(), { offerId: offer.id, evidence })).toEqual(barred);
    expect((await service.ask(rankOffers, client, { openingId: opening.id })).items).toEqual([]);
    expect(await service.ask(getOpening, client, { id: opening.id })).toMatchObject({ state: 'open' });
  });

  it('does not start where it was selected before; what runs goes on', async () => {
    const expert = await aCertifiedExpert(service);
    const running = await anActivePlacement(service, { expert, ...halfTime, hoursPerWeek: 5 });
    const selected = await aSelection(service, { expert, ...halfTime });
    await agreed(service, selected);
    await twice(expert);
    expect(await service.refusal(activatePlacement, anAe(), { id: selected.placement.id })).toEqual(barred);
    expect(await service.ask(getPlacement, anAe(), { id: selected.placement.id })).toMatchObject({ state: 'agreed' });
    const { id } = running.placement;
    await service.ask(pausePlacement, anAe(), { id, reason: 'Leave.' });
    expect(await service.ask(resumePlacement, anAe(), { id, reason: 'Back.' })).toMatchObject({ state: 'active' });
  });

  it('finds no new openings in its list, only those it answered', async () => {
    const expert = await aCertifiedExpert(service);
    const client = await aClient(service);
    const [answered, other] = [await anOpening(service, client), await anOpening(service, client)];
    await anOffer(service, expert, answered);
    const found = async () =>
      (await service.ask(listOpenings, expert, { clientId: client.clientId })).items.map(({ id }) => id);
    expect(await found()).toEqual([other.id, answered.id]);
    await twice(expert);
    expect(await found()).toEqual([answered.id]);
  });

  it.each([
    ['the same category', [slow, slow]],
    ['the same of three', [late, slow, late]],
  ])('is barred by %s too', async (_, losses) => {
    const expert = await aCertifiedExpert(service);
    const opening = await anOpening(service, await aClient(service));
    await twice(expert, losses);
    expect((await service.refusal(makeOffer, expert, { openingId: opening.id, offer: terms() })).code).toBe(
      'placement.barred-by-strikes',
    );
  });

  it('one strike, or two that are not related, bar nobody', async () => {
    const expert = await aCertifiedExpert(service);
    await twice(expert, [slow, late]);
    const { placement } = await aSelection(service, { expert });
    expect(placement.state).toBe('selected');
  });

  it('is placed again once an administrator lifted one of them', async () => {
    const expert = await aCertifiedExpert(service);
    await twice(expert);
    const { items } = await service.ask(listLosses, anAe(), { expertId: expert.id });
    await service.ask(liftStrike, anAdmin(), { id: items[0]!.id, reason: 'The brief was ours, and wrong.' });
    const { placement } = await aSelection(service, { expert });
    expect(placement.state).toBe('selected');
  });
});

describe('a selection and a loss at once (PL-13)', () => {
  /** An expert with one strike and a placement that may become the second, with offers for other openings. */
  const onTheEdge = async (openings: number) => {
    const expert = await aCertifiedExpert(service);
    const [first, second] = [
      await anActivePlacement(service, { expert, ...halfTime }),
      await anActivePlacement(service, { expert, ...halfTime }),
    ];
    const selections: (() => Promise<unknown>)[] = [];
    for (let each = 0; each < openings; each++) {
      const client = await aClient(service);
      const offer = await anOffer(service, expert, await anOpening(service, client));
      selections.push(() => service.ask(selectOffer, client, { offerId: offer.id }));
    }
    await end(service, first, { loss: slow });
    return { expert, selections, lose: () => end(service, second, { loss: unclear }) };
  };

  it('one of them comes first, in a queue for the row of the expert: nobody is selected after the loss that bars', async () => {
    const { expert, selections, lose } = await onTheEdge(4);
    const [holder, observer] = [0, 1].map(() => service.app.get(DataSource).createQueryRunner()) as [
      QueryRunner,
      QueryRunner,
    ];
    await holder.startTransaction();
    await holder.query('select from experts where id = $1 for update', [expert.id]);
    const [{ database }] = (await observer.query('select current_database() as database')) as [{ database: string }];
    const queue: Promise<unknown>[] = [];
    for (const step of selections.toSpliced(2, 0, lose)) {
      queue.push(step());
      await eventually(`${queue.length} of them wait for the row`, async () => {
        const [{ waiting }] = (await observer.query(
          `select count(distinct pid)::int as waiting from pg_locks where pid in
             (select pid from pg_stat_activity where datname = $1) and not granted`,
          [database],
        )) as [{ waiting: number }];
        return waiting === queue.length;
      });
    }
    await holder.commitTransaction();
    const results = await Promise.allSettled(queue);
    await Promise.all([holder.release(), observer.release()]);
    expect(
      results.map((each) => (each.status === 'rejected' ? (each.reason as { code: string }).code : 'done')),
    ).toEqual([...['done', 'done', 'done', barred.code, barred.code]]);
    // An event is written while its transaction still holds the lock on the expert.
    const told = await service.query(
      `select (payload -> 'data' ->> 'barred')::boolean as barred from outbox
       where payload -> 'data' ->> 'expertId' = $1 and routing_key in ($2, $3) order by seq`,
      [expert.id, placementEvents.placementSelected.type, placementEvents.clientLost.type],
    );
    expect(told.at(-1)).toEqual({ barred: true });
  });
});
