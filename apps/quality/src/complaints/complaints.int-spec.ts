import type { Actor } from '#libs/access';
import { getComplaint, listComplaints, listProblems, placementEvents, qualityEvents } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import {
  aClientUser,
  anAdmin,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  clientIs,
  end,
  expertIs,
  partiesOf,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { aCategory, coach, log, resolve, someCategories } from './test-support/complaints.js';

const { coachingRecorded, complaintClosed, complaintLogged } = qualityEvents;

let test: TestService;
let placement: TestPlacement;
beforeEach(async () => {
  test = await startQuality();
  placement = await aPlacement(test);
  await someCategories(test);
});
afterEach(() => test.stop());

const get = (id: string, actor: Actor = anAdmin()) => test.ask(getComplaint, actor, { id });
const refused = async (asked: Promise<unknown>): Promise<string> => {
  const { code, errors } = await refusalOf(asked);
  return [code, ...(errors ?? []).map(({ field }) => field)].join(' ');
};
/** The different refusals of several requests. */
const refusals = async (...asked: Promise<unknown>[]): Promise<string[]> => [
  ...new Set(await Promise.all(asked.map((each) => refused(each)))),
];

describe('QN-4: complaints and coaching', () => {
  it('logged, coached, resolved', async () => {
    const { id, ...logged } = await log(test, placement, { internalNote: 'Calm about it.' });
    expect(logged).toMatchObject({
      ...{
        state: 'open',
        category: 'slow-answers',
        categoryName: 'Slow answers',
        group: 'answers',
        severity: 'serious',
      },
      ...{ title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana Šimić', loggedBy: 'Ann Executive' },
      ...{ internalNote: 'Calm about it.', recurrenceOf: null, sessions: [], how: null, closedAt: null, version: 1 },
    });
    const coached = await coach(test, id, placement.lead);
    expect(coached).toMatchObject({
      ...{ state: 'coaching', version: 2 },
      sessions: [{ coach: 'Tom Lead', minutes: 30, agreed: 'Ask by noon.', notes: 'Shy on the phone.' }],
    });
    expect((await coach(test, id, placement.ae, { heldAt: '2026-03-01T23:00:00Z' })).sessions).toMatchObject([
      { heldAt: '2026-03-01T23:00:00.000Z', coach: 'Ann Executive' },
      { heldAt: '2026-03-02T07:30:00.000Z', coach: 'Tom Lead' },
    ]);
    const resolved = await resolve(test, id, placement.ae);
    expect(resolved).toMatchObject({ state: 'resolved', closedAt: '2026-03-02T08:00:00.000Z', version: 4 });
    expect(resolved.history.map(({ state, by }) => `${state} by ${by}`)).toEqual([
      'open by Ann Executive',
      'coaching by Tom Lead',
      'coaching by Ann Executive',
      'resolved by Ann Executive',
    ]);
    const late = [coach(test, id, placement.lead), resolve(test, id, placement.ae)];
    expect(await refusals(...late)).toEqual(['quality.complaint-state']);
    const about = { complaintId: id, ...partiesOf(placement), category: 'slow-answers', group: 'answers' };
    const care = { teamLeadId: placement.lead.id, accountExecutiveId: placement.ae.id };
    expect(await test.told(complaintLogged)).toMatchObject([
      { ...about, ...care, what: 'We wait half a day for an answer.', severity: 'serious', recurrenceOf: null },
    ]);
    const sessions = await test.told(coachingRecorded);
    expect(sessions).toMatchObject([
      { ...about, coach: 'Tom Lead', agreed: 'Ask by noon.' },
      { ...about, coach: 'Ann Executive' },
    ]);
    expect(JSON.stringify([sessions, await test.told(complaintLogged)])).not.toMatch(/Shy|Calm/);
    expect(await test.told(complaintClosed)).toMatchObject([{ ...about, outcome: 'resolved' }]);
  });

  it('a complaint may come while the placement is paused, and once it is over', async () => {
    const paused = { ...partiesOf(placement), from: '2026-03-02', reason: 'Budget' };
    await test.hears(placementEvents.placementPaused, placement.placementId, paused);
    expect((await log(test, placement)).state).toBe('open');
    await end(test, placement, '2026-03-02');
    expect((await log(test, placement)).state).toBe('open');
    await expect(log(test, placement, { placementId: newId() })).rejects.toMatchObject({
      code: 'access.no-such-placement',
    });
  });

  it('its category is known and active; its group is the one it had then', async () => {
    expect(await refused(log(test, placement, { category: 'weather' }))).toBe('quality.no-such-category category');
    const { id } = await log(test, placement);
    await aCategory(test, 'slow-answers', { name: 'Answers too slow', group: 'talking', active: false });
    expect(await refused(log(test, placement))).toBe('quality.no-such-category category');
    expect(await get(id)).toMatchObject({ group: 'answers', categoryName: 'Answers too slow' });
  });

  it('a session was held: not tomorrow, nor before there was a placement', async () => {
    const { id } = await log(test, placement);
    const held = (heldAt: string) => refused(coach(test, id, placement.lead, { heldAt }));
    expect(await held('2026-03-02T08:00:01Z')).toBe('quality.held-in-future heldAt');
    expect(await held('2026-03-01T22:59:59Z')).toBe('quality.held-before-start heldAt');
    expect(await get(id)).toMatchObject({ state: 'open', sessions: [] });
  });

  it('resolved by two at once, it is resolved once', async () => {
    const logged = [await log(test, placement), await log(test, placement), await log(test, placement)];
    const both = ({ id }: { id: string }) => [resolve(test, id, placement.ae), resolve(test, id, anAdmin())];
    const answers = await Promise.allSettled(logged.flatMap(both));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await test.told(complaintClosed)).toHaveLength(3);
  });

  it('GW-8: names are those of today', async () => {
    const { id } = await log(test, placement);
    await clientIs(test, placement, { name: 'Erased' });
    await expertIs(test, placement, 'Erased too');
    expect(await get(id)).toMatchObject({ clientName: 'Erased', expertName: 'Erased too' });
    const rows = await test.query('select * from complaints');
    expect(JSON.stringify(rows)).not.toMatch(/Heron|Šimić/);
  });
});

describe('QN-4: what was resolved comes back', () => {
  it('linked to the latest of its category, which has recurred', async () => {
    const first = await log(test, placement);
    await resolve(test, first.id, placement.ae);
    await test.until('2026-03-09T08:00:00Z');
    const second = await log(test, placement);
    expect(second).toMatchObject({ recurrenceOf: first.id, state: 'open' });
    expect(await get(first.id)).toMatchObject({ state: 'recurred', closedAt: '2026-03-09T08:00:00.000Z', version: 3 });
    await resolve(test, second.id, placement.ae);
    expect(await log(test, placement)).toMatchObject({ recurrenceOf: second.id });
    expect(await test.told(complaintClosed)).toMatchObject([
      { complaintId: first.id, outcome: 'resolved' },
      { complaintId: first.id, outcome: 'recurred', closedAt: '2026-03-09T08:00:00.000Z' },
      { complaintId: second.id, outcome: 'resolved' },
      { complaintId: second.id, outcome: 'recurred' },
    ]);
    expect(await test.told(complaintLogged)).toMatchObject([{ recurrenceOf: null }, { recurrenceOf: first.id }, {}]);
  });

  it('of a related category if it is named, of none if nobody wants one', async () => {
    const first = await log(test, placement);
    expect(await refused(log(test, placement, { recurrenceOf: first.id }))).toBe('quality.not-recurring recurrenceOf');
    await resolve(test, first.id, placement.ae);
    expect((await log(test, placement, { recurrenceOf: null })).recurrenceOf).toBeNull();
    expect((await log(test, placement, { category: 'no-answers' })).recurrenceOf).toBeNull();
    const apart = log(test, placement, { category: 'bugs', recurrenceOf: first.id });
    expect(await refused(apart)).toBe('quality.not-recurring recurrenceOf');
    const elsewhere = log(test, await aPlacement(test), { recurrenceOf: first.id });
    expect(await refused(elsewhere)).toBe('quality.not-recurring recurrenceOf');
    expect(await get(first.id)).toMatchObject({ state: 'resolved' });
    const related = await log(test, placement, { category: 'no-answers', recurrenceOf: first.id });
    expect(related.recurrenceOf).toBe(first.id);
    expect(await get(first.id)).toMatchObject({ state: 'recurred' });
  });

  it('logged twice at once, it comes back once', async () => {
    const categories = ['slow-answers', 'no-answers', 'bugs'];
    const both = (category: string) => [log(test, placement, { category }), log(test, placement, { category })];
    const first = await Promise.all(categories.map((category) => log(test, placement, { category })));
    await Promise.all(first.map(({ id }) => resolve(test, id, placement.ae)));
    const again = await Promise.all(categories.flatMap(both));
    const recurred = again.flatMap(({ recurrenceOf }) => recurrenceOf ?? []);
    expect(recurred.toSorted()).toEqual(first.map(({ id }) => id).toSorted());
  });
});

describe('GW-3: who reads and writes complaints', () => {
  it('the expert reads its own, without what staff noted for itself, and labelled', async () => {
    const { id } = await log(test, placement, { internalNote: 'Calm about it.' });
    await coach(test, id, placement.lead);
    const read = await get(id, placement.expert);
    expect(read).toMatchObject({
      ...{ what: 'We wait half a day for an answer.', sessions: [{ agreed: 'Ask by noon.' }] },
      label: expect.stringContaining('help, not discipline'),
    });
    const { items } = await test.ask(listComplaints, placement.expert, {});
    expect(items).toEqual([read]);
    for (const one of [read, ...items]) {
      expect(one).not.toHaveProperty('internalNote');
      expect(one.sessions[0]).not.toHaveProperty('notes');
      expect(JSON.stringify(one)).not.toMatch(/Shy|Calm/);
    }
    expect(await refused(get(id, anExpert()))).toBe('access.no-such-complaint');
    expect((await test.ask(listComplaints, anExpert(), {})).items).toEqual([]);
    const steps = [
      log(test, placement, {}, placement.expert),
      coach(test, id, placement.expert),
      resolve(test, id, placement.expert),
      test.ask(listProblems, placement.expert, {}),
    ];
    expect(await refusals(...steps)).toEqual(['access.role']);
  });

  it.each(['its own', 'another'])('a client of %s placement reads none', async (whose) => {
    const { id } = await log(test, placement);
    const client = whose === 'its own' ? placement.client : aClientUser();
    const steps = [log(test, placement, {}, client), coach(test, id, client), resolve(test, id, client)];
    const reads = [get(id, client), test.ask(listComplaints, client, {}), test.ask(listProblems, client, {})];
    expect(await refusals(...steps, ...reads)).toEqual(['access.role']);
  });

  it('a team lead reads and coaches its own people, logs and resolves nothing', async () => {
    const { id } = await log(test, placement);
    const stranger = aTeamLead();
    expect((await get(id, placement.lead)).internalNote).toBeNull();
    expect(await refusals(get(id, stranger), coach(test, id, stranger))).toEqual(['access.no-such-complaint']);
    expect((await test.ask(listComplaints, placement.lead, {})).items).toHaveLength(1);
    expect((await test.ask(listComplaints, stranger, {})).items).toEqual([]);
    const { placementId } = placement;
    expect(await refused(test.ask(listComplaints, stranger, { placementId }))).toBe('access.no-such-placement');
    const steps = [log(test, placement, {}, placement.lead), resolve(test, id, placement.lead)];
    expect(await refusals(...steps)).toEqual(['access.role']);
  });

  it('lists by people, category, group, severity and state, page by page', async () => {
    const other = await aPlacement(test, { title: 'Warehouse' });
    const slow = await log(test, placement);
    await test.until('2026-03-02T09:00:00Z');
    const bugs = await log(test, placement, { category: 'bugs', severity: 'critical' });
    await test.until('2026-03-02T10:00:00Z');
    const none = await log(test, other, { category: 'no-answers', severity: 'minor' });
    await resolve(test, none.id, other.ae);
    const ids = async (filter: object) => (await test.ask(listComplaints, anAe(), filter)).items.map(({ id }) => id);
    expect(await ids({})).toEqual([none.id, bugs.id, slow.id]);
    expect(await ids({ sort: 'loggedAt', limit: 1 })).toEqual([slow.id]);
    const { nextCursor: cursor } = await test.ask(listComplaints, anAe(), { limit: 1 });
    expect(await ids({ limit: 2, cursor })).toEqual([bugs.id, slow.id]);
    expect(await ids({ placementId: other.placementId })).toEqual([none.id]);
    expect(await ids({ expertId: placement.expert.expertId })).toEqual([bugs.id, slow.id]);
    expect(await ids({ clientId: other.client.clientId })).toEqual([none.id]);
    expect(await ids({ category: 'bugs' })).toEqual([bugs.id]);
    expect(await ids({ group: 'answers' })).toEqual([none.id, slow.id]);
    expect(await ids({ severity: 'critical' })).toEqual([bugs.id]);
    expect(await ids({ state: 'resolved' })).toEqual([none.id]);
  });
});
