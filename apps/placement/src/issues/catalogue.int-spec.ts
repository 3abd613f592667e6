import { addIssueCategory, changeIssueCategory, listIssueCategories, placementEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import { aClientUser, anAdmin, anAe, anExpert, aPartner, aPayroll, aTeamLead } from '../test-support/builders.js';
import { anActivePlacement, end, slow } from '../test-support/losses.js';
import { now, startPlacement } from '../test-support/placement.js';
import { UntoldCategories } from './untold-categories.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

const { issueCategorySet } = placementEvents;
const all = async (filter: object = {}) =>
  (await service.ask(listIssueCategories, anAe(), { limit: 100, ...filter })).items;
const named = async (key: string) => (await all()).find((category) => category.key === key)!;

/** Opens the connections of the pool, so that what begins at once runs at once. */
const warmUp = () => Promise.all(Array.from({ length: 8 }, () => service.query('select pg_sleep(0.05)')));

describe('the catalogue of issue categories (PL-13, QN-4)', () => {
  it('comes with a first edition: each group holds what is related', async () => {
    const groups = Map.groupBy(await all(), ({ group }) => group);
    expect([...groups.keys()].toSorted()).toEqual(['attitude', 'communication', 'delivery', 'presence', 'skills']);
    expect(groups.get('communication')!.map(({ key, groupName, active }) => [key, groupName, active])).toEqual([
      ['missed-promises', 'Communication', true],
      ['slow-answers', 'Communication', true],
      ['unclear-language', 'Communication', true],
    ]);
    expect((await all({ group: 'delivery', sort: '-name' })).map(({ key }) => key)).toEqual([
      'low-quality-work',
      'wrong-estimates',
      'missed-deadlines',
    ]);
  });

  it('is told at start, each category once, whichever replica comes first', async () => {
    const start = () => service.app.get(UntoldCategories).onApplicationBootstrap();
    await service.ask(addIssueCategory, anAdmin(), { key: 'vague-reports', name: 'Vague', group: 'communication' });
    await warmUp();
    await Promise.all([start(), start(), start()]);
    await start();
    const told = await service.told(issueCategorySet);
    expect(told.map(({ key }) => key).toSorted()).toEqual((await all()).map(({ key }) => key));
    const { id: categoryId } = await named('slow-answers');
    expect(told).toContainEqual({
      ...{ categoryId, key: 'slow-answers', name: 'Slow answers', active: true },
      ...{ group: 'communication', groupName: 'Communication' },
    });
  });

  it('takes new ones from an administrator, in a group that is there or a new one that is named', async () => {
    const vague = { key: 'vague-reports', name: 'Reports that say little', group: 'communication' };
    expect(await service.ask(addIssueCategory, anAdmin(), vague)).toMatchObject({
      ...{ ...vague, groupName: 'Communication', active: true, version: 1, updatedBy: 'Ada Admin', updatedAt: now },
    });
    expect(await service.refusal(addIssueCategory, anAdmin(), vague)).toMatchObject({
      ...{ code: 'placement.issue-category-known', kind: 'conflict', errors: [{ field: 'key' }] },
    });
    const leak = { key: 'leaked-secrets', name: 'Leaked secrets', group: 'security' };
    expect(await service.refusal(addIssueCategory, anAdmin(), leak)).toMatchObject({
      ...{ code: 'placement.group-name-missing', kind: 'invalid', errors: [{ field: 'groupName' }] },
    });
    await service.ask(addIssueCategory, anAdmin(), { ...leak, groupName: 'Security' });
    expect(await service.told(issueCategorySet)).toMatchObject([
      { key: 'vague-reports', groupName: 'Communication' },
      { key: 'leaked-secrets', group: 'security', groupName: 'Security' },
    ]);
  });

  it('is changed in the version that was read; of two at once one wins', async () => {
    const { id, version } = await named('slow-answers');
    const change = (name: string) => service.ask(changeIssueCategory, anAdmin(), { id, version, change: { name } });
    await warmUp();
    const both = await Promise.allSettled([change('Late answers'), change('Tardy answers')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(change('Again'))).toMatchObject({ code: 'request.stale', facts: { version: 2 } });
    expect(await service.told(issueCategorySet)).toMatchObject([{ key: 'slow-answers', active: true }]);
    const unknown = { id: newId(), version: 1, change: { name: 'No' } };
    expect(await service.refusal(changeIssueCategory, anAdmin(), unknown)).toMatchObject({
      code: 'access.no-such-issue-category',
    });
  });

  it('a group has one name: a new one goes for all in it, and all are told', async () => {
    const { id, version } = await named('late-or-absent');
    const change = { groupName: 'Being there', name: 'Late' };
    expect(await service.ask(changeIssueCategory, anAdmin(), { id, version, change })).toMatchObject({
      ...{ name: 'Late', groupName: 'Being there', version: 2 },
    });
    expect(await named('unreachable')).toMatchObject({ groupName: 'Being there', version: 2 });
    const told = await service.told(issueCategorySet);
    expect(told.map(({ key, groupName }) => [key, groupName])).toEqual([
      ['late-or-absent', 'Being there'],
      ['unreachable', 'Being there'],
    ]);
  });

  it('one that is inactive is given to nothing new; what is recorded keeps its group', async () => {
    const [one, other] = [await anActivePlacement(service), await anActivePlacement(service)];
    await end(service, one, { loss: slow });
    const { id, version } = await named('slow-answers');
    const change = { active: false, group: 'delivery' };
    await service.ask(changeIssueCategory, anAdmin(), { id, version, change });
    expect((await all({ active: 'false' })).map(({ key }) => key)).toEqual(['slow-answers']);
    expect(await service.told(issueCategorySet)).toMatchObject([{ active: false, groupName: 'Delivery' }]);
    expect((await refusalOf(end(service, other, { loss: slow }))).code).toBe('placement.no-such-issue-category');
    expect(await service.query('select group_key from losses')).toEqual([{ group_key: 'communication' }]);
  });

  it('GW-3: members read it, administrators change it', async () => {
    for (const actor of [aClientUser(), anExpert(), aTeamLead(), anAe(), anAdmin()]) {
      expect((await service.ask(listIssueCategories, actor, {})).items).not.toEqual([]);
    }
    for (const actor of [aPartner(), aPayroll()]) {
      expect(await service.refusal(listIssueCategories, actor, {})).toMatchObject({ code: 'access.role' });
    }
    const { id, version } = await named('slow-answers');
    const added = { key: 'vague', name: 'Vague', group: 'delivery' };
    for (const actor of [aClientUser(), anExpert(), aTeamLead(), anAe()]) {
      expect(await service.refusal(addIssueCategory, actor, added)).toMatchObject({ code: 'access.role' });
      const change = { id, version, change: { name: 'Vague' } };
      expect(await service.refusal(changeIssueCategory, actor, change)).toMatchObject({ code: 'access.role' });
    }
  });
});
