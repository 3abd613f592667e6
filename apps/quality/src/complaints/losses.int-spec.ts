import fc from 'fast-check';
import { anAdmin, aPlacement, type TestPlacement } from '../test-support/builders.js';
import { getComplaint, listComplaints, qualityEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import { startQuality } from '../test-support/quality.js';
import { aLoss, coach, log, resolve, someCategories } from './test-support/complaints.js';

const { complaintClosed, complaintLogged } = qualityEvents;

describe('QN-4, PL-13: a complaint costs the client', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
    await someCategories(test);
  });
  afterEach(() => test.stop());

  const stateOf = async (id: string) => (await test.ask(getComplaint, anAdmin(), { id })).state;

  it('what is open of the placement in the group, and nothing else; told twice, it is lost once', async () => {
    const [slow, none, bugs] = [
      await log(test, placement),
      await log(test, placement, { category: 'no-answers' }),
      await log(test, placement, { category: 'bugs' }),
    ];
    const resolved = await log(test, placement);
    await resolve(test, resolved.id, placement.ae);
    const elsewhere = await log(test, await aPlacement(test));
    await coach(test, none.id, placement.lead);
    const lossId = newId();
    await aLoss(test, placement, { lossId });
    await aLoss(test, placement, { lossId });
    const states = [slow, none, bugs, resolved, elsewhere].map(({ id }) => stateOf(id));
    expect(await Promise.all(states)).toEqual(['lost-client', 'lost-client', 'open', 'resolved', 'open']);
    const lost = (await test.told(complaintClosed)).filter(({ outcome }) => outcome === 'lost-client');
    expect(lost).toMatchObject([{ complaintId: slow.id, teamLeadId: placement.lead.id }, { complaintId: none.id }]);
    const { history } = await test.ask(getComplaint, anAdmin(), { id: slow.id });
    expect(history.at(-1)).toMatchObject({ state: 'lost-client', byRole: 'system' });
    const late = [coach(test, slow.id, placement.lead), resolve(test, slow.id, placement.ae)];
    const refusals = await Promise.all(late.map((each) => refusalOf(each)));
    expect(refusals.map(({ code }) => code)).toEqual(['quality.complaint-state', 'quality.complaint-state']);
  });

  it('logged after the loss was told, it is lost at once: also when the placement itself is told of last', async () => {
    const late = { ...placement, placementId: newId() };
    await aLoss(test, late);
    await aPlacement(test, late);
    const complaint = await log(test, late);
    expect(complaint).toMatchObject({ state: 'lost-client', closedAt: complaint.loggedAt, version: 2 });
    expect(complaint.history.map(({ state }) => state)).toEqual(['open', 'lost-client']);
    expect((await log(test, late, { category: 'bugs' })).state).toBe('open');
    expect(await test.told(complaintLogged)).toMatchObject([{ complaintId: complaint.id }, {}]);
    expect(await test.told(complaintClosed)).toMatchObject([{ complaintId: complaint.id, outcome: 'lost-client' }]);
  });

  it('what was resolved comes back, and costs the client after all', async () => {
    const first = await log(test, placement);
    await resolve(test, first.id, placement.ae);
    await aLoss(test, placement);
    expect(await stateOf(first.id)).toBe('resolved');
    expect(await log(test, placement)).toMatchObject({ state: 'lost-client', recurrenceOf: first.id });
    expect(await stateOf(first.id)).toBe('recurred');
  });

  it('told while it is logged, or while it is resolved: nothing stays open', async () => {
    for (let n = 0; n < 5; n++) {
      const of = await aPlacement(test);
      const before = await log(test, of);
      await Promise.allSettled([log(test, of), aLoss(test, of), resolve(test, before.id, of.ae)]);
      const { items } = await test.ask(listComplaints, anAdmin(), { placementId: of.placementId });
      expect(items).toHaveLength(2);
      for (const { state } of items) expect(['lost-client', 'resolved', 'recurred']).toContain(state);
    }
  });

  it('in whichever order losses, complaints and resolutions come, and however often', async () => {
    const loss = fc.record({ kind: fc.constant('loss' as const), category: fc.constantFrom('slow-answers', 'bugs') });
    const logging = fc.record({
      kind: fc.constant('log' as const),
      category: fc.constantFrom('slow-answers', 'no-answers', 'bugs'),
    });
    const step = fc.record({ kind: fc.constantFrom('coach' as const, 'resolve' as const), nth: fc.nat(4) });
    const groups: Record<string, string> = { 'slow-answers': 'answers', 'no-answers': 'answers', bugs: 'craft' };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(loss, logging, step), { minLength: 1, maxLength: 8 }), async (steps) => {
        const of = await aPlacement(test);
        // What must come of it, by the rule alone.
        const expected: { id: string; category: string; state: string }[] = [];
        const lost = new Set<string>();
        const losses = new Map([...new Set(Object.values(groups))].map((group) => [group, newId()]));
        for (const each of steps) {
          if (each.kind === 'loss') {
            const group = groups[each.category]!;
            await aLoss(test, of, { lossId: losses.get(group)!, category: each.category, group });
            lost.add(group);
            for (const one of expected) {
              const open = one.state === 'open' || one.state === 'coaching';
              if (open && groups[one.category] === group) one.state = 'lost-client';
            }
          } else if (each.kind === 'log') {
            const { id, recurrenceOf } = await log(test, of, { category: each.category });
            const earlier = expected.find(({ state, category }) => state === 'resolved' && category === each.category);
            expect(recurrenceOf !== null).toBe(earlier !== undefined);
            for (const one of expected) if (one.id === recurrenceOf) one.state = 'recurred';
            const state = lost.has(groups[each.category]!) ? 'lost-client' : 'open';
            expected.push({ id, category: each.category, state });
          } else {
            const one = expected[each.nth];
            if (!one) continue;
            const work = each.kind === 'coach' ? coach(test, one.id, of.lead) : resolve(test, one.id, of.ae);
            const done = await work.then(
              () => true,
              () => false,
            );
            expect(done).toBe(one.state === 'open' || one.state === 'coaching');
            if (done) one.state = each.kind === 'coach' ? 'coaching' : 'resolved';
          }
        }
        const { items } = await test.ask(listComplaints, anAdmin(), { placementId: of.placementId, limit: 100 });
        const found = items.map(({ id, state }) => [id, state]);
        expect(new Map(found as [string, string][])).toEqual(new Map(expected.map(({ id, state }) => [id, state])));
        const outcomes = (await test.told(complaintClosed)).filter(({ placementId }) => placementId === of.placementId);
        const lostOnes = outcomes
          .filter(({ outcome }) => outcome === 'lost-client')
          .map(({ complaintId }) => complaintId);
        const expectedLost = expected.filter(({ state }) => state === 'lost-client').map(({ id }) => id);
        expect(lostOnes.toSorted()).toEqual(expectedLost.toSorted());
      }),
      { numRuns: 25 },
    );
  });
});
