import { listProblems, qualityEvents } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { anAdmin, aPlacement, aTeamLead, type TestPlacement } from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { log, resolve, someCategories } from './test-support/complaints.js';

const { problemRepeated } = qualityEvents;

describe('QN-11: a problem seen twice', () => {
  let test: TestService;
  let placement: TestPlacement;
  let other: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    [placement, other] = [await aPlacement(test), await aPlacement(test, { title: 'Warehouse' })];
    await someCategories(test);
  });
  afterEach(() => test.stop());

  const problems = async (filter: object = {}, actor = anAdmin()) =>
    (await test.ask(listProblems, actor, filter)).items;

  it('in two placements is proposed once, and told again when it is seen once more', async () => {
    const first = await log(test, placement);
    await log(test, placement, { recurrenceOf: null, what: 'Still slow.' });
    await log(test, other, { category: 'no-answers' });
    expect(await test.told(problemRepeated)).toEqual([]);
    await test.until('2026-04-02T08:00:00Z');
    const second = await log(test, other, { what: 'Nobody answers in time.' });
    const seen = [
      { complaintId: first.id, what: 'We wait half a day for an answer.', loggedAt: '2026-03-02T08:00:00.000Z' },
      { complaintId: second.id, what: 'Nobody answers in time.', loggedAt: '2026-04-02T08:00:00.000Z' },
    ];
    const [proposed, ...more] = await test.told(problemRepeated);
    expect(proposed).toMatchObject({ category: 'slow-answers', categoryName: 'Slow answers', seen });
    expect(more).toEqual([]);
    const third = await log(test, await aPlacement(test));
    const [, again] = await test.told(problemRepeated);
    expect(again).toMatchObject({ problemId: proposed!.problemId, seen: [{ complaintId: third.id }] });
    expect(await problems()).toMatchObject([
      {
        ...{ id: proposed!.problemId, category: 'slow-answers', times: 3 },
        ...{ firstSeenAt: '2026-03-02T08:00:00.000Z', lastSeenAt: '2026-04-02T08:00:00.000Z' },
        seen: [{ title: 'Storefront', clientName: 'Blue Heron' }, { title: 'Warehouse' }, { title: 'Storefront' }],
      },
    ]);
  });

  it('that came back in one placement was seen twice', async () => {
    const first = await log(test, placement);
    await resolve(test, first.id, placement.ae);
    const second = await log(test, placement);
    expect(await test.told(problemRepeated)).toMatchObject([
      { seen: [{ complaintId: first.id }, { complaintId: second.id }] },
    ]);
  });

  it.each([
    ['2026-03-09T08:00:00Z', 1],
    ['2026-03-09T08:00:01Z', 0],
  ])('is no problem of ours unless it is seen within the days of the policy: %s, %i', async (later, times) => {
    await test.query('update problem_policy set within_days = 7');
    await log(test, placement);
    await test.until(later);
    await log(test, other);
    expect(await test.told(problemRepeated)).toHaveLength(times);
  });

  it('how often and within how many days are data', async () => {
    expect(await test.query('select times, within_days from problem_policy')).toEqual([{ times: 2, within_days: 180 }]);
    await test.query('update problem_policy set times = 3, within_days = 7');
    await log(test, placement);
    await log(test, other);
    expect(await test.told(problemRepeated)).toEqual([]);
    await log(test, await aPlacement(test));
    expect(await test.told(problemRepeated)).toHaveLength(1);
  });

  it('is another problem once it was not seen for so many days', async () => {
    await test.query('update problem_policy set within_days = 7');
    await log(test, placement);
    await log(test, other);
    await test.until('2026-03-16T08:00:00Z');
    const [third, fourth] = [await log(test, placement), await log(test, other)];
    const [old, fresh, ...more] = await test.told(problemRepeated);
    expect(fresh!.problemId).not.toBe(old!.problemId);
    expect(fresh!.seen).toMatchObject([{ complaintId: third.id }, { complaintId: fourth.id }]);
    expect(more).toEqual([]);
    const ids = async (filter: object) => (await problems(filter)).map(({ id }) => id);
    expect(await ids({})).toEqual([fresh!.problemId, old!.problemId]);
    expect(await ids({ sort: 'lastSeenAt', limit: 1 })).toEqual([old!.problemId]);
    const { nextCursor: cursor } = await test.ask(listProblems, anAdmin(), { limit: 1 });
    expect(await ids({ cursor })).toEqual([old!.problemId]);
    expect(await ids({ category: 'bugs' })).toEqual([]);
  });

  it('in two placements at once is seen all the same, once', async () => {
    const categories = ['slow-answers', 'no-answers', 'bugs'];
    const both = (category: string) => [log(test, placement, { category }), log(test, other, { category })];
    await Promise.all(categories.flatMap((category) => both(category)));
    const told = await test.told(problemRepeated);
    expect(told.map(({ category, seen }) => `${category} ${seen.length}`).toSorted()).toEqual([
      'bugs 2',
      'no-answers 2',
      'slow-answers 2',
    ]);
    expect(await problems()).toHaveLength(3);
  });

  it('GW-3: a team lead reads how often, and where among its own people', async () => {
    const here = await log(test, placement);
    await log(test, other);
    expect(await problems({}, placement.lead)).toMatchObject([{ times: 2, seen: [{ complaintId: here.id }] }]);
    expect(await problems({}, aTeamLead())).toMatchObject([{ times: 2, seen: [] }]);
  });
});
