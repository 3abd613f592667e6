import {
  activatePlacement,
  agreeContract,
  amendContract,
  endPlacement,
  getContract,
  getPlacement,
  listPlacements,
  pausePlacement,
  placementEvents,
  resumePlacement,
  suspendExpert,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { eventually, type TestService } from '#libs/testing';
import { DataSource } from 'typeorm';
import {
  aCertifiedExpert,
  aClient,
  aClientUser,
  agreed,
  anAdmin,
  anAe,
  anExpert,
  aPartner,
  aSelection,
  aTeamLead,
  usd,
} from '../test-support/builders.js';
import { startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const anActive = async (about: Parameters<typeof aSelection>[1] = {}) => {
  const engagement = await aSelection(service, about);
  await agreed(service, engagement);
  await service.ask(activatePlacement, anAe(), { id: engagement.placement.id });
  return engagement;
};

describe('the life of a placement (PL-9)', () => {
  it('selected, agreed, active, paused, active, ended; each step told and kept', async () => {
    const { client, expert, placement } = await anActive();
    const { id } = placement;
    await service.ask(pausePlacement, anAe(), { id, reason: 'Parental leave.' });
    await service.ask(resumePlacement, anAdmin(), { id, reason: 'Back.' });
    const ended = await service.ask(endPlacement, anAe(), { id, reason: 'All done.', endsOn: '2026-05-31' });
    expect(ended).toMatchObject({ state: 'ended', endsOn: '2026-05-31' });
    expect(ended.history.map(({ state, byRole, reason }) => [state, byRole, reason])).toEqual([
      ['selected', 'client', null],
      ['agreed', 'expert', null],
      ['active', 'account-executive', null],
      ['paused', 'account-executive', 'Parental leave.'],
      ['active', 'admin', 'Back.'],
      ['ended', 'account-executive', 'All done.'],
    ]);
    const parties = { placementId: id, clientId: client.clientId, expertId: expert.id };
    expect(await service.told(placementEvents.placementActivated)).toContainEqual(
      expect.objectContaining({
        ...parties,
        title: 'Checkout rebuilt',
        clientName: 'Hafen GmbH',
        expertName: 'Ana Šimić',
        programmeVersion: 1,
        terms: expect.objectContaining({ billRate: usd('85.00'), payRate: usd('45.00') }),
      }),
    );
    const from = '2026-02-02';
    expect(await service.told(placementEvents.placementPaused)).toContainEqual({
      ...parties,
      from,
      reason: 'Parental leave.',
    });
    expect(await service.told(placementEvents.placementResumed)).toContainEqual({ ...parties, from, reason: 'Back.' });
    expect(await service.told(placementEvents.placementEnded)).toContainEqual({
      ...parties,
      endsOn: '2026-05-31',
      reason: 'All done.',
    });
    const versions = await service.query<{ version: number }>(
      'select aggregate_version as version from outbox where aggregate_id = $1 order by seq',
      [id],
    );
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('begins with a contract both sides agreed to, and a certified expert', async () => {
    const { placement, expert, ...rest } = await aSelection(service);
    const { id } = placement;
    expect(await service.refusal(activatePlacement, anAe(), { id })).toMatchObject({
      code: 'placement.wrong-state',
      facts: { state: 'selected' },
    });
    await agreed(service, { placement, expert, ...rest });
    await service.ask(suspendExpert, anAe(), { id: expert.id, reason: 'Away.' });
    expect(await service.refusal(activatePlacement, anAe(), { id })).toMatchObject({
      code: 'placement.expert-not-certified',
    });
  });

  it('begins once, however many try', async () => {
    const engagement = await aSelection(service);
    await agreed(service, engagement);
    const { id } = engagement.placement;
    const results = await Promise.allSettled([1, 2, 3].map(() => service.ask(activatePlacement, anAe(), { id })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const told = await service.told(placementEvents.placementActivated);
    expect(told.filter(({ placementId }) => placementId === id)).toHaveLength(1);
  });

  it('is moved by account executives and administrators only', async () => {
    const { client, expert, placement } = await anActive();
    const { id } = placement;
    for (const actor of [client, expert, aTeamLead(), aPartner()]) {
      expect(await service.refusal(activatePlacement, actor, { id })).toMatchObject({ kind: 'forbidden' });
      for (const step of [pausePlacement, resumePlacement, endPlacement]) {
        expect(await service.refusal(step, actor, { id, reason: 'no' })).toMatchObject({ kind: 'forbidden' });
      }
    }
    expect(await service.refusal(pausePlacement, anAe(), { id: newId(), reason: 'no' })).toMatchObject({
      kind: 'not-found',
    });
  });

  it('ends on one of its days', async () => {
    const { placement } = await anActive();
    const end = (endsOn: string) => ({ id: placement.id, reason: 'x', endsOn });
    for (const day of ['2026-03-01', '2026-09-02']) {
      expect(await service.refusal(endPlacement, anAe(), end(day))).toMatchObject({ code: 'placement.bad-last-day' });
    }
  });

  it('takes an amendment nobody agreed to with it', async () => {
    const { client, placement } = await anActive();
    const placementId = placement.id;
    const amendment = { placementId, effectiveFrom: '2026-05-01', reason: 'More.', change: { billRate: usd('90.00') } };
    await service.ask(amendContract, anAe(), amendment);
    await service.ask(endPlacement, anAe(), { id: placementId, reason: 'Done.' });
    expect(await service.ask(getContract, client, { placementId, number: 2 })).toMatchObject({ state: 'withdrawn' });
  });
});

describe('who sees a placement', () => {
  it('staff and its two parties', async () => {
    const { client, expert, placement } = await aSelection(service);
    for (const actor of [client, expert, anAe(), anAdmin(), aTeamLead()]) {
      expect(await service.ask(getPlacement, actor, { id: placement.id })).toEqual(placement);
    }
    for (const stranger of [await aClient(service), await aCertifiedExpert(service), aClientUser(), aPartner()]) {
      expect(await service.refusal(getPlacement, stranger, { id: placement.id })).toMatchObject({ kind: 'not-found' });
    }
    expect(JSON.stringify(placement)).not.toMatch(/85\.00|45\.00/);
  });

  it('lists are of its own; a foreign id in a filter does not exist', async () => {
    const { client, expert, placement } = await aSelection(service);
    const stranger = await aSelection(service);
    const ids = async (actor = anAe(), filter: object = {}) =>
      (await service.ask(listPlacements, actor, filter)).items.map(({ id }) => id);
    expect(await ids(client)).toEqual([placement.id]);
    expect(await ids(expert, { sort: 'startsOn' })).toEqual([placement.id]);
    expect(await ids(client, { expertId: expert.id, clientId: client.clientId, state: 'selected' })).toEqual([
      placement.id,
    ]);
    expect(await ids(anAe(), { expertId: expert.id })).toEqual([placement.id]);
    for (const [actor, filter] of [
      [stranger.client, { clientId: client.clientId }],
      [stranger.client, { expertId: expert.id }],
      [stranger.expert, { expertId: expert.id }],
      [stranger.expert, { clientId: client.clientId }],
    ] as const) {
      expect(await service.refusal(listPlacements, actor, filter)).toMatchObject({ kind: 'not-found' });
    }
    expect(await service.refusal(listPlacements, aPartner(), {})).toMatchObject({ kind: 'forbidden' });
  });
});

describe('overlapping placements of one expert (PL-9)', () => {
  const overlap = 'placement.full-time-overlap';

  it('full-time ones are refused when the second is agreed, without a word on the first', async () => {
    const expert = await aCertifiedExpert(service, { weeklyCapacityHours: 80 });
    const [first, second] = [await aSelection(service, { expert }), await aSelection(service, { expert })];
    await agreed(service, first);
    const which = { placementId: second.placement.id, number: 1, version: 1 };
    await service.ask(agreeContract, expert, which);
    const refusal = await service.refusal(agreeContract, second.client, which);
    expect(refusal).toMatchObject({ code: overlap, kind: 'conflict', rule: 'PL-9' });
    expect(JSON.stringify(refusal)).not.toContain(first.placement.id);
    expect(await service.ask(getPlacement, anAe(), { id: second.placement.id })).toMatchObject({ state: 'selected' });
  });

  it('of two agreed at once one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const expert = await aCertifiedExpert(service, { weeklyCapacityHours: 80 });
      const both = [await aSelection(service, { expert }), await aSelection(service, { expert })];
      const results = await Promise.allSettled(both.map((each) => agreed(service, each)));
      const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(refused).toMatchObject([{ code: overlap }]);
    }
  });

  it('one after the other is possible, from the day after an early end', async () => {
    const expert = await aCertifiedExpert(service);
    const { placement } = await anActive({ expert });
    await service.ask(endPlacement, anAe(), { id: placement.id, reason: 'Early.', endsOn: '2026-04-30' });
    const tooEarly = await aSelection(service, { expert, startsOn: '2026-04-30' });
    await expect(agreed(service, tooEarly)).rejects.toMatchObject({ kind: 'conflict' });
    const next = await aSelection(service, { expert, startsOn: '2026-05-01' });
    await expect(agreed(service, next)).resolves.toMatchObject({ state: 'agreed' });
  });

  it('part-time ones share the capacity of the expert', async () => {
    const expert = await aCertifiedExpert(service);
    const partTime = (hoursPerWeek: number) =>
      aSelection(service, { expert, engagementKind: 'part-time', hoursPerWeek });
    await agreed(service, await partTime(20));
    await expect(agreed(service, await partTime(21))).rejects.toMatchObject({
      code: 'placement.above-capacity',
      kind: 'conflict',
      details: { facts: { from: '2026-03-02' } },
    });
    await expect(agreed(service, await partTime(20))).resolves.toBeDefined();
  });

  it('of two that together are too much one is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const expert = await aCertifiedExpert(service);
      const about = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 25 };
      const both = [await aSelection(service, about), await aSelection(service, about)];
      const results = await Promise.allSettled(both.map((each) => agreed(service, each)));
      const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(refused).toMatchObject([{ code: 'placement.above-capacity' }]);
    }
  });

  describe('the database refuses by itself', () => {
    const force = (id: string, state: string) =>
      service.query('update placements set state = $2 where id = $1', [id, state]);

    it.each(['agreed', 'active', 'paused'])('two full-time ones that overlap, %s', async (state) => {
      const expert = await aCertifiedExpert(service, { weeklyCapacityHours: 80 });
      const [first, second] = [await aSelection(service, { expert }), await aSelection(service, { expert })];
      await force(first.placement.id, 'active');
      await expect(force(second.placement.id, state)).rejects.toThrow('placement_no_overlap');
      await service.query('update placements set starts_on = $2, ends_on = $2 where id = $1', [
        second.placement.id,
        '2026-09-02',
      ]);
      await expect(force(second.placement.id, state)).resolves.toBeDefined();
      const earlier = service.query(`update placements set starts_on = '2026-09-01' where id = $1`, [
        second.placement.id,
      ]);
      await expect(earlier).rejects.toThrow('placement_no_overlap');
    });

    it('more hours a week than the expert has', async () => {
      const expert = await aCertifiedExpert(service);
      const about = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 25 };
      const [first, second] = [await aSelection(service, about), await aSelection(service, about)];
      await force(first.placement.id, 'active');
      await expect(force(second.placement.id, 'agreed')).rejects.toThrow('weekly capacity');
      await service.query('update placements set hours_per_week = 15 where id = $1', [second.placement.id]);
      await expect(force(second.placement.id, 'agreed')).resolves.toBeDefined();
      const more = service.query('update placements set hours_per_week = 16 where id = $1', [second.placement.id]);
      await expect(more).rejects.toThrow('weekly capacity');
    });

    it('also while another transaction is about to promise the rest', async () => {
      const expert = await aCertifiedExpert(service);
      const about = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 25 };
      const [first, second] = [await aSelection(service, about), await aSelection(service, about)];
      const other = service.app.get(DataSource).createQueryRunner();
      try {
        await other.startTransaction();
        await other.query(`update placements set state = 'agreed' where id = $1`, [first.placement.id]);
        const waiting = force(second.placement.id, 'agreed').catch((error: unknown) => String(error));
        await eventually('the second waits for the first', async () => {
          const [{ blocked } = { blocked: 0 }] = await service.query<{ blocked: number }>(
            `select count(*)::int as blocked from pg_locks join pg_stat_activity using (pid)
             where datname = current_database() and not granted`,
          );
          return blocked > 0;
        });
        await other.commitTransaction();
        expect(await waiting).toContain('weekly capacity');
      } finally {
        await other.release();
      }
    });

    it('an update of what happened', async () => {
      for (const table of ['changes', 'agreements']) {
        await expect(service.query(`delete from ${table}`)).rejects.toThrow('permission denied');
        await expect(service.query(`update ${table} set at = now()`)).rejects.toThrow('permission denied');
      }
    });
  });
});

it('an expert nobody knows sees nothing', async () => {
  expect((await service.ask(listPlacements, anExpert(), {})).items).toEqual([]);
});
