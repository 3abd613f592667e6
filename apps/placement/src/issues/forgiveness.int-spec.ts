import type { Actor } from '#libs/access';
import {
  getLoss,
  getStrikes,
  liftStrike,
  listLosses,
  pausePlacement,
  placementEvents,
  recordLoss,
  resumePlacement,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { aCertifiedExpert, anAdmin, anAe, type Engagement } from '../test-support/builders.js';
import {
  aLostClient,
  anActivePlacement,
  complains,
  complaintOf,
  end,
  late,
  slow,
  unclear,
} from '../test-support/losses.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

/** What is known of each strike of an expert, oldest first. */
const strikesOf = async ({ id: expertId }: Actor) =>
  (await service.ask(getStrikes, anAe(), { expertId })).strikes.toReversed();
const statesOf = async (expert: Actor) => (await strikesOf(expert)).map(({ state }) => state);
const isBarred = async ({ id: expertId }: Actor) => (await service.ask(getStrikes, anAe(), { expertId })).barred;

/** A client lost on February 2nd over slow answers, and a placement that runs from February 9th on. */
async function aSecondChance() {
  const expert = await aCertifiedExpert(service);
  const lost = await aLostClient(service, expert, slow, '2026-02-02');
  await service.until('2026-02-09T09:00:00Z');
  const later = await anActivePlacement(service, { expert, startsOn: '2026-02-09' });
  return { expert, lost, later };
}
const endWell = async (engagement: Engagement): Promise<void> => {
  await service.until('2026-03-03T12:00:00Z');
  await end(service, engagement);
};
/** Ninety days from February 9th in Berlin. */
const proven = '2026-05-09T22:00:00.000Z';
const justBefore = '2026-05-09T21:59:59Z';

describe('a later placement that ends well (PL-13)', () => {
  it('forgives: the strike stays in the history and no longer counts', async () => {
    const { expert, later, lost } = await aSecondChance();
    expect(await statesOf(expert)).toEqual(['counting']);
    await endWell(later);
    const [strike] = await strikesOf(expert);
    expect(strike).toMatchObject({
      state: 'forgiven',
      forgiven: { because: 'ended-well', laterPlacementId: later.placement.id, at: '2026-03-03T12:00:00.000Z' },
      explanation: 'Forgiven: a later placement ended without losing its client.',
      history: [
        { state: 'counting', by: 'Ann Executive', reason: slow.what },
        { state: 'forgiven', byRole: 'system', at: '2026-03-03T12:00:00.000Z' },
      ],
    });
    expect(await service.told(placementEvents.strikeForgiven)).toEqual([
      {
        ...{ lossId: strike!.id, placementId: lost.placement.id, clientId: lost.client.clientId, expertId: expert.id },
        ...{ category: 'slow-answers', group: 'communication', because: 'ended-well' },
        ...{ laterPlacementId: later.placement.id, forgivenAt: '2026-03-03T12:00:00.000Z' },
      },
    ]);
    const next = await aLostClient(service, expert, unclear, '2026-03-04');
    expect(await service.told(placementEvents.clientLost)).toMatchObject([
      { barred: false },
      { placementId: next.placement.id, barred: false },
    ]);
    expect(await isBarred(expert)).toBe(false);
  });

  it('also when its last day ends it by itself', async () => {
    const { expert, later } = await aSecondChance();
    await complains(service, complaintOf(later, { loggedAt: '2026-02-09T09:00:00Z' }));
    await service.until('2026-08-10T00:00:00Z');
    expect(await statesOf(expert)).toEqual(['forgiven']);
  });

  it('not one that ended with a loss, nor one that ran beside the one lost, nor one that never began', async () => {
    const { expert, later } = await aSecondChance();
    await end(service, later, { loss: late });
    expect(await statesOf(expert)).toEqual(['counting', 'counting']);
    const halfTime = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 10, startsOn: '2026-02-11' };
    await service.until('2026-02-11T09:00:00Z');
    const [beside, second] = [await anActivePlacement(service, halfTime), await anActivePlacement(service, halfTime)];
    await service.until('2026-02-12T12:00:00Z');
    await end(service, second, { loss: { ...slow, category: 'missing-skills' } });
    await end(service, beside);
    expect(await statesOf(expert)).toEqual(['forgiven', 'forgiven', 'counting']);
    const future = await anActivePlacement(service, { expert, startsOn: '2026-06-01' });
    await end(service, future);
    expect(await statesOf(expert)).toEqual(['forgiven', 'forgiven', 'counting']);
  });

  it('takes it back when its loss is found out afterwards; then two count, and bar', async () => {
    const { expert, later } = await aSecondChance();
    await endWell(later);
    expect(await statesOf(expert)).toEqual(['forgiven']);
    await service.ask(recordLoss, anAe(), { placementId: later.placement.id, ...unclear });
    expect(await statesOf(expert)).toEqual(['counting', 'counting']);
    expect(await isBarred(expert)).toBe(true);
    expect(await service.told(placementEvents.clientLost)).toMatchObject([{ barred: false }, { barred: true }]);
    const [strike] = await strikesOf(expert);
    expect(strike!.history.map(({ state }) => state)).toEqual(['counting', 'forgiven', 'counting']);
    expect(strike!.history[2]).toMatchObject({ reason: 'What had forgiven it turned out otherwise.' });
  });

  it('forgives at once a loss that was found out after it; one is told of before the other', async () => {
    const expert = await aCertifiedExpert(service);
    const first = await anActivePlacement(service, { expert });
    await end(service, first);
    await service.until('2026-02-09T09:00:00Z');
    await endWell(await anActivePlacement(service, { expert, startsOn: '2026-02-09' }));
    const loss = await service.ask(recordLoss, anAe(), { placementId: first.placement.id, ...slow });
    expect(loss).toMatchObject({ state: 'forgiven', lostAt: '2026-02-02T11:00:00.000Z' });
    const told = await service.query(`select routing_key as type from outbox where aggregate_id = $1 order by seq`, [
      loss.id,
    ]);
    expect(told).toEqual([{ type: 'placement.client-lost.v1' }, { type: 'placement.strike-forgiven.v1' }]);
  });
});

describe('a later placement that runs 90 days (PL-13)', () => {
  it('forgives when they are over, not a second before', async () => {
    const { expert, later } = await aSecondChance();
    const [waiting] = await strikesOf(expert);
    expect(waiting).toMatchObject({
      ...{ state: 'counting', clearsAt: proven },
      explanation:
        'Counts until a later placement ends without losing its client, or runs its first 90 days without a complaint about Communication.',
    });
    await service.until(justBefore);
    expect(await statesOf(expert)).toEqual(['counting']);
    await service.until(proven);
    expect((await strikesOf(expert))[0]).toMatchObject({
      ...{ state: 'forgiven', clearsAt: null },
      forgiven: { because: 'ninety-days', laterPlacementId: later.placement.id, at: proven },
      explanation: 'Forgiven: a later placement ran 90 days without a complaint about Communication.',
    });
    await service.until('2026-09-01T00:00:00Z');
    expect(await service.told(placementEvents.strikeForgiven)).toHaveLength(1);
  });

  it('a pause does not stop them', async () => {
    const { expert, later } = await aSecondChance();
    await service.ask(pausePlacement, anAe(), { id: later.placement.id, reason: 'Leave.' });
    await service.until('2026-04-01T09:00:00Z');
    await service.ask(resumePlacement, anAe(), { id: later.placement.id, reason: 'Back.' });
    await service.until(proven);
    expect(await statesOf(expert)).toEqual(['forgiven']);
  });

  it.each<[string, Parameters<typeof complaintOf>[1], string]>([
    ['one in the group keeps it', { loggedAt: '2026-03-01T09:00:00Z' }, 'counting'],
    ['one in another group does not', { loggedAt: '2026-03-01T09:00:00Z', group: 'delivery' }, 'forgiven'],
    ['one after them does not', { loggedAt: proven }, 'forgiven'],
  ])('with complaints: %s', async (_, about, state) => {
    const { expert, later } = await aSecondChance();
    await service.until('2026-03-02T09:00:00Z');
    await complains(service, complaintOf(later, about));
    const expected = state === 'counting' ? null : proven;
    expect((await strikesOf(expert))[0]).toMatchObject({ state: 'counting', clearsAt: expected });
    await service.until('2026-05-20T09:00:00Z');
    expect(await statesOf(expert)).toEqual([state]);
  });

  it('a complaint about another placement says nothing of this one', async () => {
    const { expert, lost } = await aSecondChance();
    await complains(service, complaintOf(lost, { loggedAt: '2026-03-01T09:00:00Z' }));
    await service.until(proven);
    expect(await statesOf(expert)).toEqual(['forgiven']);
  });

  it('a complaint logged in time and heard of late takes it back, once', async () => {
    const { expert, later } = await aSecondChance();
    await service.until('2026-05-11T09:00:00Z');
    expect(await statesOf(expert)).toEqual(['forgiven']);
    const complaint = complaintOf(later, { loggedAt: '2026-05-09T21:00:00Z' });
    for (let copy = 0; copy < 3; copy++) await complains(service, complaint);
    expect(await statesOf(expert)).toEqual(['counting']);
    const [strike] = await strikesOf(expert);
    expect(strike!.history.map(({ state }) => state)).toEqual(['counting', 'forgiven', 'counting']);
    await end(service, later);
    expect(await statesOf(expert)).toEqual(['forgiven']);
  });

  it('a complaint about somebody nobody knows is heard without harm', async () => {
    const { later } = await aSecondChance();
    const complaint = { ...complaintOf(later, { loggedAt: proven }), expertId: newId(), placementId: newId() };
    await complains(service, complaint);
    expect(await service.query('select from known_complaints')).toHaveLength(1);
  });

  it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]]])(
    'the outcome is one, heard of in the order %j',
    async (order) => {
      const { expert, later } = await aSecondChance();
      await service.until('2026-05-11T09:00:00Z');
      await end(service, later);
      const inTime = complaintOf(later, { loggedAt: '2026-05-01T09:00:00Z' });
      const happenings = [
        () => complains(service, inTime),
        () => complains(service, inTime),
        () => complains(service, complaintOf(later, { loggedAt: '2026-05-10T09:00:00Z' })),
        () => service.ask(recordLoss, anAe(), { placementId: later.placement.id, ...late }),
      ];
      for (const each of order) await happenings[each]!();
      expect(await strikesOf(expert)).toMatchObject([
        { state: 'counting', category: 'slow-answers', forgiven: null },
        { state: 'counting', category: 'missed-deadlines', forgiven: null },
      ]);
    },
  );
});

describe('lifting a strike (PL-13)', () => {
  const theLoss = async ({ id: expertId }: Actor) => (await service.ask(listLosses, anAe(), { expertId })).items[0]!;

  it('is done by an administrator, with a reason, once; nothing forgives or counts it afterwards', async () => {
    const { expert, later } = await aSecondChance();
    const { id } = await theLoss(expert);
    const reason = 'Answers at night were never agreed to.';
    const lifted = await service.ask(liftStrike, anAdmin(), { id, reason });
    expect(lifted).toMatchObject({
      ...{ state: 'lifted', forgiven: null, lifted: { reason, by: 'Ada Admin', at: '2026-02-09T09:00:00.000Z' } },
      history: [{ state: 'counting' }, { state: 'lifted', by: 'Ada Admin', reason }],
    });
    expect(await service.told(placementEvents.strikeLifted)).toMatchObject([
      { lossId: id, expertId: expert.id, reason, liftedBy: 'Ada Admin', liftedAt: '2026-02-09T09:00:00.000Z' },
    ]);
    expect(await service.refusal(liftStrike, anAdmin(), { id, reason })).toMatchObject({
      ...{ code: 'placement.strike-not-counting', kind: 'conflict', rule: 'PL-13', facts: { state: 'lifted' } },
    });
    await endWell(later);
    expect(await service.ask(getLoss, anAe(), { id })).toEqual(lifted);
    expect(await service.told(placementEvents.strikeForgiven)).toEqual([]);
    expect((await strikesOf(expert))[0]).toMatchObject({ explanation: `Lifted by Ada Admin: ${reason}` });
  });

  it('of two who lift it at once one does', async () => {
    const { expert } = await aSecondChance();
    const { id } = await theLoss(expert);
    const lift = () => service.ask(liftStrike, anAdmin(), { id, reason: 'Ours.' });
    const both = await Promise.allSettled([lift(), lift()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await service.told(placementEvents.strikeLifted)).toHaveLength(1);
  });

  it('is needless for one that is forgiven', async () => {
    const { expert, later } = await aSecondChance();
    await endWell(later);
    const { id } = await theLoss(expert);
    expect(await service.refusal(liftStrike, anAdmin(), { id, reason: 'Ours.' })).toMatchObject({
      ...{ code: 'placement.strike-not-counting', facts: { state: 'forgiven' } },
    });
  });
});
