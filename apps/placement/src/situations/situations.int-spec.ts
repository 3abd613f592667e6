import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  acceptProblemSituation,
  addProblemSituation,
  changeProblemSituation,
  declineProblemSituation,
  getProblemSituation,
  listProblemSituations,
  type NewProblemSituation,
  placementEvents,
  qualityEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import { contractTerms, type TestService } from '#libs/testing';
import { aClient, aClientUser, anAdmin, anAe, anExpert, aPartner, aTeamLead } from '../test-support/builders.js';
import { anActivePlacement, complaintOf, complains } from '../test-support/losses.js';
import { now, startPlacement } from '../test-support/placement.js';

let service: TestService;
beforeEach(async () => (service = await startPlacement()));
afterEach(() => service.stop());

const late: z.input<typeof NewProblemSituation> = {
  title: 'Estimates were missed without a warning',
  expectation: 'You hear early when a task takes longer.',
};
const add = (about: Partial<z.input<typeof NewProblemSituation>> = {}) =>
  service.ask(addProblemSituation, anAe(), { ...late, ...about });
const titles = async (filter: object, actor = anAe()) =>
  (await service.ask(listProblemSituations, actor, { limit: 100, ...filter })).items.map(({ title }) => title);

describe('PL-11: the catalogue of problem situations', () => {
  it('begins with some the network has learnt from, each in words', async () => {
    const { items } = await service.ask(listProblemSituations, aClientUser(), { sort: 'title' });
    expect(items.length).toBeGreaterThanOrEqual(5);
    expect(items.every(({ state, expectation }) => state === 'accepted' && expectation)).toBe(true);
  });

  it('grows: proposed, put into other words, accepted, declined, each with who, when and why', async () => {
    const { id, ...added } = await add();
    expect(added).toMatchObject({
      ...{ ...late, term: null, category: null, programmes: [], state: 'proposed', source: 'network' },
      ...{ problemId: null, seen: [], version: 1, createdAt: now },
    });
    const change = { expectation: 'You hear it the same day.', term: 'firstAnswerMinutes' as const };
    await service.ask(changeProblemSituation, anAdmin(), { id, version: 1, change });
    const accepted = await service.ask(acceptProblemSituation, anAdmin(), { id });
    expect(accepted).toMatchObject({ ...change, title: late.title, state: 'accepted', version: 3 });
    const declined = await service.ask(declineProblemSituation, anAe(), { id, reason: 'The term says it.' });
    expect(declined.history.map(({ state, byRole, reason }) => [state, byRole, reason])).toEqual([
      ['proposed', 'account-executive', null],
      ['changed', 'admin', null],
      ['accepted', 'admin', null],
      ['declined', 'account-executive', 'The term says it.'],
    ]);
    expect(await service.refusal(declineProblemSituation, anAe(), { id, reason: 'Again.' })).toMatchObject({
      ...{ code: 'placement.wrong-situation-state', kind: 'conflict' },
    });
  });

  it('is edited in the version that was read, for programmes there are', async () => {
    const { id } = await add({ programmes: ['network'] });
    const input = { id, version: 1, change: { title: 'Late', programmes: [] } };
    expect(await service.ask(changeProblemSituation, anAe(), input)).toMatchObject({ title: 'Late', programmes: [] });
    expect(await service.refusal(changeProblemSituation, anAe(), input)).toMatchObject({ code: 'request.stale' });
    const nobodys = { id, version: 2, change: { programmes: ['network', 'nobodys'] } };
    const refusal = { code: 'placement.no-such-programme', errors: [{ field: 'programmes.1' }] };
    expect(await service.refusal(changeProblemSituation, anAe(), nobodys)).toMatchObject(refusal);
    expect(await service.refusal(addProblemSituation, anAe(), { ...late, ...nobodys.change })).toMatchObject(refusal);
    expect(await service.refusal(acceptProblemSituation, anAe(), { id: newId() })).toMatchObject({ kind: 'not-found' });
  });

  it('of several who accept at once one does', async () => {
    const { id } = await add();
    const six = Array.from({ length: 6 }, () => anAe());
    // Each on a connection that is there already.
    await Promise.all(six.map((who) => service.ask(getProblemSituation, who, { id })));
    const all = await Promise.allSettled(six.map((who) => service.ask(acceptProblemSituation, who, { id })));
    const refusals = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refusals).toHaveLength(5);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'placement.wrong-situation-state' });
  });

  it('is found by state, category, term and programme', async () => {
    await add({ title: 'A', category: 'slow-answers', term: 'npsEveryDays', programmes: ['network'] });
    await add({ title: 'B', state: 'accepted', programmes: ['client-based'] });
    expect(await titles({ state: 'proposed' })).toEqual(['A']);
    expect(await titles({ category: 'slow-answers' })).toEqual(['A']);
    expect(await titles({ term: 'npsEveryDays' })).toEqual(['A']);
    expect(await titles({ programme: 'network' })).toContain('A');
    expect(await titles({ programme: 'network' })).not.toContain('B');
    expect((await titles({ sort: '-createdAt', limit: 2 })).toSorted()).toEqual(['A', 'B']);
  });

  it('is read by both sides as far as it is accepted, kept by account executives and administrators (GW-3)', async () => {
    const proposed = await add();
    const accepted = await add({ title: 'Said too late', state: 'accepted' });
    const members = [await aClient(service), anExpert()];
    for (const actor of members) {
      expect(await titles({}, actor)).toContain('Said too late');
      expect(await titles({ state: 'proposed' }, actor)).toEqual([]);
      expect(await service.ask(getProblemSituation, actor, { id: accepted.id })).toMatchObject({ history: [] });
      expect(await service.refusal(getProblemSituation, actor, { id: proposed.id })).toMatchObject({
        code: 'access.no-such-problem-situation',
      });
    }
    expect(await service.ask(getProblemSituation, aTeamLead(), { id: proposed.id })).toEqual(proposed);
    const { id } = proposed;
    for (const actor of [...members, aTeamLead(), aPartner()]) {
      for (const refusal of [
        service.refusal(addProblemSituation, actor, late),
        service.refusal(changeProblemSituation, actor, { id, version: 1, change: { title: 'Mine' } }),
        service.refusal(acceptProblemSituation, actor, { id }),
        service.refusal(declineProblemSituation, actor, { id, reason: 'No.' }),
      ]) {
        expect(await refusal).toMatchObject({ code: 'access.role' });
      }
    }
    expect(await service.refusal(listProblemSituations, aPartner(), {})).toMatchObject({ code: 'access.role' });
  });
});

describe('QN-11: a problem seen twice', () => {
  const problemId = newId();
  const seen = ['Two days without a word.', 'No word again.', 'And again.'].map((what, day) => ({
    ...{ complaintId: newId(), what, loggedAt: `2026-02-0${day + 1}T09:00:00.000Z` },
  }));
  const repeated = (...which: number[]) =>
    service.hears(qualityEvents.problemRepeated, problemId, {
      ...{ problemId, category: 'slow-answers', categoryName: 'Slow answers', seen: which.map((n) => seen[n]!) },
    });
  const proposals = async () => (await service.ask(listProblemSituations, anAe(), { category: 'slow-answers' })).items;

  it('is proposed once, with what was seen; more adds up, in whatever order and however often', async () => {
    await repeated(0, 1);
    const [first] = await proposals();
    expect(first).toMatchObject({
      ...{ title: 'Slow answers', expectation: null, state: 'proposed', source: 'problem', problemId, version: 1 },
      seen: [seen[0], seen[1]],
      history: [{ state: 'proposed', byRole: 'system' }],
    });
    await repeated(0, 1);
    expect(await proposals()).toEqual([first]);
    await repeated(0, 1, 2);
    await repeated(0, 1);
    expect(await proposals()).toEqual([{ ...first, seen, version: 2 }]);
  });

  it('GW-3: a team lead reads what was said of its own people', async () => {
    const lead = aTeamLead();
    const [mine, other] = [await anActivePlacement(service), await anActivePlacement(service)];
    await service.query('update experts set team_lead_id = $1 where id = $2', [lead.id, mine.placement.expertId]);
    for (const [n, of] of [mine, other].entries()) {
      const { complaintId, loggedAt } = seen[n]!;
      await complains(service, { ...complaintOf(of, { loggedAt }), complaintId });
    }
    await repeated(0, 1);
    const seenBy = async (actor: Actor) =>
      (await service.ask(listProblemSituations, actor, { category: 'slow-answers' })).items.map((each) => each.seen);
    expect(await seenBy(anAe())).toEqual([[seen[0], seen[1]]]);
    expect(await seenBy(lead)).toEqual([[seen[0]]]);
    expect(await seenBy(aTeamLead())).toEqual([[]]);
  });

  it('is put into words before it is accepted; what somebody judged stays as it was judged', async () => {
    await repeated(0, 1);
    const { id } = (await proposals())[0]!;
    expect(await service.refusal(acceptProblemSituation, anAe(), { id })).toMatchObject({
      ...{ code: 'placement.expectation-not-worded', kind: 'conflict', rule: 'PL-11' },
    });
    const change = { expectation: 'No question is left open.', term: 'firstAnswerMinutes' as const };
    await service.ask(changeProblemSituation, anAe(), { id, version: 1, change });
    const accepted = await service.ask(acceptProblemSituation, anAe(), { id });
    await repeated(0, 1, 2);
    expect(await proposals()).toEqual([accepted]);
    // Where it comes from is between a client and the network.
    expect(await service.ask(getProblemSituation, aClientUser(), { id })).toMatchObject({
      ...{ expectation: change.expectation, problemId: null, seen: [], history: [] },
    });
    await service.ask(declineProblemSituation, anAe(), { id, reason: 'Enough.' });
    await repeated(2);
    expect(await proposals()).toMatchObject([{ state: 'declined', seen: [seen[0], seen[1]] }]);
  });
});

it('PL-11: events and contracts from before there were expectations are understood', () => {
  const { expectations: _, ...terms } = contractTerms;
  const parties = { placementId: newId(), clientId: newId(), expertId: newId() };
  const old = { ...parties, number: 1, effectiveFrom: '2026-03-02', terms };
  expect(placementEvents.contractAgreed.data.parse(old).terms.expectations).toEqual([]);
});
