import type { Actor } from '#libs/access';
import {
  cancelPlacement,
  changeExpert,
  endPlacement,
  getExpert,
  getLoss,
  getPlacement,
  getStrikes,
  liftStrike,
  listLosses,
  placementEvents,
  recordLoss,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aCertifiedExpert,
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPartner,
  aPayroll,
  aSelection,
  aTeamLead,
} from '../test-support/builders.js';
import { aLostClient, anActivePlacement, end, late, slow, unclear } from '../test-support/losses.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeAll(async () => (service = await startPlacement()));
afterAll(() => service.stop());

const lossesOf = async ({ id: expertId }: Actor) => (await service.ask(listLosses, anAe(), { expertId })).items;

describe('a client lost because of an issue (PL-13)', () => {
  it('is recorded with the end of the placement, and told', async () => {
    const engagement = await anActivePlacement(service);
    const { placement, expert, client } = engagement;
    expect(await end(service, engagement, { loss: slow })).toMatchObject({ state: 'ended' });
    const [loss] = await lossesOf(expert);
    const parties = { placementId: placement.id, clientId: client.clientId, expertId: expert.id };
    expect(loss).toEqual({
      ...{ id: loss!.id, ...parties, title: 'Checkout rebuilt', clientName: 'Hafen GmbH', expertName: 'Ana Šimić' },
      ...{ category: 'slow-answers', categoryName: 'Slow answers', group: 'communication', groupName: 'Communication' },
      ...{ what: slow.what, lostAt: now, recordedBy: 'Ann Executive', recordedAt: now },
      ...{ state: 'counting', forgiven: null, lifted: null },
      history: [{ state: 'counting', at: now, by: 'Ann Executive', byRole: 'account-executive', reason: slow.what }],
    });
    expect(await service.told(placementEvents.clientLost)).toContainEqual({
      ...{ lossId: loss!.id, ...parties, category: 'slow-answers', group: 'communication' },
      ...{ what: slow.what, lostAt: now, barred: false },
    });
  });

  it('is recorded afterwards too, as of the last day of work', async () => {
    const engagement = await anActivePlacement(service);
    await end(service, engagement);
    const loss = await service.ask(recordLoss, anAdmin(), { placementId: engagement.placement.id, ...late });
    expect(loss).toMatchObject({
      category: 'missed-deadlines',
      group: 'delivery',
      lostAt: now,
      recordedBy: 'Ada Admin',
    });
  });

  it('is one per placement', async () => {
    const [one, other] = [await anActivePlacement(service), await anActivePlacement(service)];
    await end(service, one, { loss: slow });
    const again = { placementId: one.placement.id, ...late };
    expect(await service.refusal(recordLoss, anAe(), again)).toMatchObject({
      ...{ code: 'placement.loss-recorded', kind: 'conflict', rule: 'PL-13' },
    });
    await end(service, other);
    const record = () => service.ask(recordLoss, anAe(), { placementId: other.placement.id, ...slow });
    const both = await Promise.allSettled([record(), record(), record()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const each of both) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'placement.loss-recorded' });
    }
    expect(await lossesOf(other.expert)).toHaveLength(1);
    await expect(service.query('delete from losses')).rejects.toThrow('permission denied');
  });

  it('the same request again is the same loss', async () => {
    const engagement = await anActivePlacement(service);
    await end(service, engagement);
    const record = () =>
      service.ask(
        recordLoss,
        anAe({ id: engagement.opening.id }),
        { placementId: engagement.placement.id, ...slow },
        'k',
      );
    expect(await record()).toEqual(await record());
  });

  it('needs a placement that has ended; one that never began loses nobody', async () => {
    const running = await anActivePlacement(service);
    const selected = await aSelection(service);
    for (const { placement } of [running, selected]) {
      expect(await service.refusal(recordLoss, anAe(), { placementId: placement.id, ...slow })).toMatchObject({
        ...{ code: 'placement.wrong-state', facts: { possibleFrom: ['ended'] } },
      });
    }
    expect(
      await service.refusal(endPlacement, anAe(), { id: selected.placement.id, reason: 'No.', loss: slow }),
    ).toMatchObject({ code: 'placement.wrong-state' });
    await service.ask(cancelPlacement, anAe(), { id: selected.placement.id, reason: 'No.' });
    expect(await service.refusal(recordLoss, anAe(), { placementId: selected.placement.id, ...slow })).toMatchObject({
      code: 'placement.wrong-state',
    });
    expect(await service.refusal(recordLoss, anAe(), { placementId: newId(), ...slow })).toMatchObject({
      code: 'access.no-such-placement',
    });
  });

  it('names a category of the catalogue, or nothing happens at all', async () => {
    const { placement } = await anActivePlacement(service);
    const wrong = { ...slow, category: 'bad-weather' };
    expect(await service.refusal(endPlacement, anAe(), { id: placement.id, reason: 'No.', loss: wrong })).toMatchObject(
      {
        ...{ code: 'placement.no-such-issue-category', kind: 'invalid', rule: 'PL-13' },
        errors: [{ field: 'loss.category', message: 'must be an active category of the catalogue' }],
      },
    );
    expect(await service.ask(getPlacement, anAe(), { id: placement.id })).toMatchObject({ state: 'active' });
    await service.ask(endPlacement, anAe(), { id: placement.id, reason: 'Done.' });
    expect(await service.refusal(recordLoss, anAe(), { placementId: placement.id, ...wrong })).toMatchObject({
      errors: [{ field: 'category' }],
    });
  });
});

describe('who records, lifts and reads (PL-13, GW-3)', () => {
  it('account executives and administrators record, administrators lift', async () => {
    const engagement = await anActivePlacement(service);
    const { client, expert } = engagement;
    await end(service, engagement);
    const input = { placementId: engagement.placement.id, ...slow };
    for (const actor of [client, expert, aTeamLead(), aPartner(), aPayroll()]) {
      expect(await service.refusal(recordLoss, actor, input)).toMatchObject({ code: 'access.role' });
    }
    const { id } = await service.ask(recordLoss, anAe(), input);
    for (const actor of [client, expert, aTeamLead(), anAe()]) {
      expect(await service.refusal(liftStrike, actor, { id, reason: 'Me.' })).toMatchObject({ code: 'access.role' });
    }
    expect(await service.refusal(liftStrike, anAdmin(), { id: newId(), reason: 'Me.' })).toMatchObject({
      code: 'access.no-such-loss',
    });
  });

  it('staff reads all, an expert its own, a team lead those of its people, a client none', async () => {
    const lead = aTeamLead();
    const expert = await aCertifiedExpert(service);
    const { version } = await service.ask(getExpert, anAe(), { id: expert.id });
    await service.ask(changeExpert, anAe(), { id: expert.id, version, change: { teamLeadId: lead.id } });
    const { client } = await aLostClient(service, expert, slow, '2026-02-02');
    const [loss] = await lossesOf(expert);
    const { id } = loss!;
    for (const actor of [anAe(), anAdmin(), lead, expert]) {
      expect(await service.ask(getLoss, actor, { id })).toEqual(loss);
      expect(await service.ask(getStrikes, actor, { expertId: expert.id })).toMatchObject({
        ...{ expertId: expert.id, expertName: 'Ana Šimić', barred: false, bars: [], strikes: [{ id }] },
      });
    }
    for (const actor of [anExpert(), await aCertifiedExpert(service), aTeamLead()]) {
      expect(await service.refusal(getLoss, actor, { id })).toMatchObject({ code: 'access.no-such-loss' });
      expect(await service.refusal(getStrikes, actor, { expertId: expert.id })).toMatchObject({
        code: 'access.no-such-expert',
      });
    }
    for (const actor of [client, aClientUser(), aPartner()]) {
      expect(await service.refusal(getLoss, actor, { id })).toMatchObject({ code: 'access.role' });
      expect(await service.refusal(getStrikes, actor, { expertId: expert.id })).toMatchObject({ code: 'access.role' });
      expect(await service.refusal(listLosses, actor, {})).toMatchObject({ code: 'access.role' });
    }
    expect(await service.refusal(listLosses, expert, {})).toMatchObject({ code: 'access.role' });
    expect((await service.ask(listLosses, lead, {})).items).toEqual([loss]);
    expect((await service.ask(listLosses, aTeamLead(), {})).items).toEqual([]);
    expect(await service.refusal(getLoss, anAe(), { id: newId() })).toMatchObject({ code: 'access.no-such-loss' });
    expect(await service.refusal(getStrikes, anAe(), { expertId: newId() })).toMatchObject({
      code: 'access.no-such-expert',
    });
  });

  it('the expert reads what bars it, since when, and what would clear it', async () => {
    const expert = await aCertifiedExpert(service);
    const halfTime = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 10 };
    const [first, second] = [await anActivePlacement(service, halfTime), await anActivePlacement(service, halfTime)];
    await end(service, first, { loss: slow });
    await end(service, second, { loss: unclear });
    expect(await service.ask(getStrikes, expert, { expertId: expert.id })).toMatchObject({
      barred: true,
      bars: [{ group: 'communication', categories: ['slow-answers', 'unclear-language'], since: now }],
      strikes: [
        {
          category: 'unclear-language',
          state: 'counting',
          clearsAt: null,
          explanation: expect.stringMatching(/^Counts until/),
        },
        { category: 'slow-answers', state: 'counting' },
      ],
    });
  });

  it('lists by expert, client, category, group and whether it counts, page by page', async () => {
    const expert = await aCertifiedExpert(service);
    const { client } = await aLostClient(service, expert, slow, '2026-02-02');
    const halfTime = { expert, engagementKind: 'part-time' as const, hoursPerWeek: 10, startsOn: '2026-02-03' };
    const other = await anActivePlacement(service, halfTime);
    await end(service, other, { loss: late });
    const found = async (filter: object) =>
      (await service.ask(listLosses, anAe(), { expertId: expert.id, ...filter })).items.map(({ category }) => category);
    expect(await found({ sort: 'recordedAt' })).toEqual(['slow-answers', 'missed-deadlines']);
    expect(await found({ clientId: client.clientId })).toEqual(['slow-answers']);
    expect(await found({ category: 'missed-deadlines' })).toEqual(['missed-deadlines']);
    expect(await found({ group: 'communication' })).toEqual(['slow-answers']);
    const [{ id } = { id: '' }] = (await service.ask(listLosses, anAe(), { expertId: expert.id, group: 'delivery' }))
      .items;
    await service.ask(liftStrike, anAdmin(), { id, reason: 'Ours.' });
    expect(await found({ counting: 'true' })).toEqual(['slow-answers']);
    expect(await found({ counting: 'false' })).toEqual(['missed-deadlines']);
    const first = await service.ask(listLosses, anAe(), { expertId: expert.id, limit: 1 });
    const next = await service.ask(listLosses, anAe(), { expertId: expert.id, limit: 1, cursor: first.nextCursor! });
    expect([...first.items, ...next.items].map(({ category }) => category)).toEqual([
      'missed-deadlines',
      'slow-answers',
    ]);
    expect(next.nextCursor).toBeNull();
  });
});
