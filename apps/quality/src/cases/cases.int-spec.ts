import type { z } from 'zod';
import { type Actor, systemActor } from '#libs/access';
import {
  answerCase,
  type Case,
  closeCase,
  getCase,
  handOverCase,
  listCases,
  qualityEvents,
  summariseCases,
} from '#libs/contracts';
import { newId, Transactions } from '#libs/persistence';
import { refusalOf, type TestService } from '#libs/testing';
import { ClockControl, TimerWorker } from '#libs/time';
import { Circle } from '../network/circle.js';
import {
  accountIs,
  anAdmin,
  anAe,
  aPlacement,
  aTeamLead,
  expertIs,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';
import { Cases, type NewCase } from './cases.js';

const { caseClosed, caseOverdue } = qualityEvents;
type CaseView = z.output<typeof Case>;

describe('QN-3: close the loop', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality();
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  /** Opened on Monday at 8:00, due on Wednesday at 8:00. */
  const aCase = async (given: Partial<NewCase> = {}, of = placement): Promise<CaseView> => {
    const about = newId();
    await test.app.get(Transactions).run(async (tx) =>
      test.app.get(Cases).open(tx, {
        ...{ placement: (await test.app.get(Circle).find(tx, of.placementId))!, kind: 'detractor', about },
        ...{ words: 'Carl Client scored 3 of 10.', facts: { score: 3 }, actor: systemActor },
        dueAt: new Date('2026-03-04T08:00:00Z'),
        ...given,
      }),
    );
    const [row] = await test.query<{ id: string }>('select id from cases where about = $1', [given.about ?? about]);
    return get(row!.id);
  };
  const get = (id: string, actor: Actor = anAdmin()): Promise<CaseView> => test.ask(getCase, actor, { id });
  const answer = (id: string, actor: Actor = placement.ae) =>
    test.ask(answerCase, actor, { id, answer: 'We called Carl: the releases come too late.' });
  const why = { rootCause: 'Nobody planned releases', action: 'A release every Thursday' };
  const close = (id: string, version: number, actor: Actor = placement.ae) =>
    test.ask(closeCase, actor, { id, version, ...why });
  const refused = async (asked: Promise<unknown>): Promise<string> => {
    const { code, errors } = await refusalOf(asked);
    return [code, ...(errors ?? []).map(({ field }) => field)].join(' ');
  };
  /** The different refusals of several requests. */
  const refusals = async (...asked: Promise<unknown>[]): Promise<string[]> => [
    ...new Set(await Promise.all(asked.map((each) => refused(each)))),
  ];

  it('answered in time, then closed with root cause and action', async () => {
    const { id, ...opened } = await aCase();
    expect(opened).toMatchObject({
      ...{ kind: 'detractor', state: 'open', title: 'Storefront', clientName: 'Blue Heron', expertName: 'Ana Šimić' },
      ...{ ownerId: placement.ae.id, dueAt: '2026-03-04T08:00:00.000Z', overdueAt: null, version: 1 },
    });
    expect(await refused(close(id, 1))).toBe('quality.not-answered');
    await test.until('2026-03-04T07:59:59Z');
    expect(await answer(id)).toMatchObject({
      ...{ state: 'answered', answeredBy: 'Ann Executive', answeredAt: '2026-03-04T07:59:59.000Z', version: 2 },
    });
    expect(await test.query(`select from timer where kind = 'quality.case-due'`)).toEqual([]);
    expect(await refused(answer(id))).toBe('quality.case-state');
    await test.until('2026-03-09T08:00:00Z');
    const closed = await close(id, 2, placement.lead);
    expect(closed).toMatchObject({ state: 'closed', ...why, overdueAt: null, closedAt: '2026-03-09T08:00:00.000Z' });
    expect(closed.history).toMatchObject([
      { state: 'open', byRole: 'system' },
      { state: 'answered', by: 'Ann Executive' },
      { state: 'closed', by: 'Tom Lead' },
    ]);
    expect(await test.told(caseOverdue)).toEqual([]);
    expect(await test.told(caseClosed)).toMatchObject([
      {
        caseId: id,
        ...why,
        teamLeadId: placement.lead.id,
        accountExecutiveId: placement.ae.id,
        ownerId: placement.ae.id,
      },
    ]);
    expect(await refusals(answer(id), close(id, 3))).toEqual(['quality.case-state']);
  });

  it.each(['', '  '])('neither root cause nor action may be %j', async (nothing) => {
    const { id } = await aCase();
    await answer(id);
    for (const missing of ['rootCause', 'action']) {
      const closing = { id, version: 2, ...why, [missing]: nothing };
      await expect(test.ask(closeCase, placement.ae, closing)).rejects.toMatchObject({ code: 'request.invalid' });
    }
  });

  it('QN-6: a fall or a mismatch may be closed without an answer', async () => {
    const { id } = await aCase({ kind: 'mismatch' });
    expect(await close(id, 1)).toMatchObject({ state: 'closed', answer: null });
    await test.until('2026-03-05T08:00:00Z');
    expect(await test.told(caseOverdue)).toEqual([]);
  });

  it('still open when it is due, it is overdue once, and stays so', async () => {
    const { id } = await aCase();
    await test.until('2026-03-04T08:00:00Z');
    expect(await get(id)).toMatchObject({ state: 'open', overdueAt: '2026-03-04T08:00:00.000Z', version: 2 });
    await test.until('2026-03-05T08:00:00Z');
    await answer(id);
    expect(await close(id, 3)).toMatchObject({ state: 'closed', overdueAt: '2026-03-04T08:00:00.000Z' });
    expect(await test.told(caseOverdue)).toMatchObject([{ caseId: id, dueAt: '2026-03-04T08:00:00.000Z' }]);
  });

  it('a timer that fires late marks it as of when it was due', async () => {
    const { id } = await aCase();
    await test.app.get(ClockControl).set(new Date('2026-03-06T10:00:00Z'));
    await test.app.get(TimerWorker).runDue();
    expect(await get(id)).toMatchObject({ overdueAt: '2026-03-04T08:00:00.000Z' });
    expect(await test.told(caseOverdue)).toHaveLength(1);
  });

  it.each(['answered', 'closed'])(
    '%s late before its timer could fire, it is overdue all the same, once',
    async (how) => {
      const { id } = await aCase({ kind: 'fall' });
      await test.query(`update timer set next_try = '2026-03-05T08:00:00Z'`);
      await test.app.get(ClockControl).set(new Date('2026-03-04T08:00:00Z'));
      const late = await (how === 'answered' ? answer(id) : close(id, 1));
      expect(late).toMatchObject({ state: how, overdueAt: '2026-03-04T08:00:00.000Z' });
      await test.until('2026-03-06T08:00:00Z');
      expect(await test.told(caseOverdue)).toMatchObject([{ caseId: id }]);
      expect((await get(id)).version).toBe(2);
    },
  );

  it('GW-4: of two who close it at once, one does; of two who answer, too', async () => {
    const { id } = await aCase();
    const both = await Promise.allSettled([answer(id), answer(id, placement.lead)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const closings = await Promise.all(
      [placement.ae, placement.lead].map((actor) => close(id, 2, actor).catch(String)),
    );
    expect(closings.filter((each) => typeof each === 'object')).toHaveLength(1);
    expect(await test.told(caseClosed)).toHaveLength(1);
  });

  it('GW-4: what was read before somebody else changed it is stale', async () => {
    const { id } = await aCase();
    await answer(id);
    expect(await refused(close(id, 1))).toBe('request.stale');
    const handOver = { id, version: 1, ownerId: placement.lead.id, reason: 'On leave' };
    expect(await refused(test.ask(handOverCase, placement.ae, handOver))).toBe('request.stale');
    expect(await get(id)).toMatchObject({ state: 'answered', version: 2 });
  });

  it('is handed over to somebody who sees it, with the reason', async () => {
    const { id } = await aCase();
    const [other, gone, foreignLead] = [anAe({ name: 'Otto Other' }), anAe(), aTeamLead()];
    for (const account of [other, foreignLead]) await accountIs(test, account);
    await accountIs(test, gone, undefined, true);
    const handOver = (to: Actor, version: number) =>
      test.ask(handOverCase, placement.ae, { id, version, ownerId: to.id, reason: 'On leave' });
    for (const nobody of [gone, foreignLead, placement.expert, placement.client, anAe()]) {
      expect(await refused(handOver(nobody, 1))).toBe('quality.no-such-owner ownerId');
    }
    const handed = await handOver(other, 1);
    expect(handed).toMatchObject({ ownerId: other.id, state: 'open', version: 2 });
    expect(handed.history.at(-1)).toMatchObject({ by: 'Ann Executive', reason: 'Handed over to Otto Other: On leave' });
    expect((await handOver(placement.lead, 2)).ownerId).toBe(placement.lead.id);
    await test.until('2026-03-04T08:00:00Z');
    expect(await test.told(caseOverdue)).toMatchObject([{ ownerId: placement.lead.id }]);
    await answer(id);
    await close(id, 5);
    expect(await refused(handOver(other, 6))).toBe('quality.case-state');
  });

  it('GW-3: internal notes: no expert, no client, no other lead', async () => {
    const { id } = await aCase();
    for (const actor of [placement.expert, placement.client]) {
      const reads = [get(id, actor), test.ask(listCases, actor, {}), test.ask(summariseCases, actor, {})];
      const handOver = { id, version: 1, ownerId: placement.ae.id, reason: 'x' };
      const steps = [answer(id, actor), close(id, 1, actor), test.ask(handOverCase, actor, handOver)];
      expect(await refusals(...reads, ...steps)).toEqual(['access.role']);
    }
    const stranger = aTeamLead();
    const foreign = [get(id, stranger), answer(id, stranger), close(id, 1, stranger)];
    expect(await refusals(...foreign)).toEqual(['access.no-such-case']);
    expect(await refused(get(newId()))).toBe('access.no-such-case');
    expect(await refused(test.ask(listCases, stranger, { placementId: placement.placementId }))).toBe(
      'access.no-such-placement',
    );
    expect((await test.ask(listCases, stranger, {})).items).toEqual([]);
    expect((await test.ask(summariseCases, stranger, {})).items).toEqual([]);
    // Its new lead sees the expert's cases, whoever led it before.
    await expertIs(test, { ...placement, lead: stranger });
    expect((await get(id, stranger)).id).toBe(id);
    expect(await refused(get(id, placement.lead))).toBe('access.no-such-case');
  });

  it('lists by kind, state, owner, people and overdue, page by page; and counts for each owner', async () => {
    const other = await aPlacement(test, { title: 'Warehouse' });
    const early = await aCase({ dueAt: new Date('2026-03-03T08:00:00Z') });
    const middle = await aCase({ kind: 'fall', dueAt: new Date('2026-03-03T12:00:00Z') });
    const late = await aCase({}, other);
    const ids = async (filter: z.input<typeof listCases.input>, actor: Actor = anAe()) =>
      (await test.ask(listCases, actor, filter)).items.map(({ id }) => id);
    await answer(middle.id);
    await test.until('2026-03-03T13:00:00Z');
    expect(await ids({})).toEqual([early.id, middle.id, late.id]);
    expect(await ids({ sort: '-dueAt', limit: 2 })).toEqual([late.id, middle.id]);
    const first = await test.ask(listCases, anAe(), { limit: 1 });
    expect(await ids({ limit: 2, cursor: first.nextCursor! })).toEqual([middle.id, late.id]);
    expect(await ids({ kind: 'fall' })).toEqual([middle.id]);
    expect(await ids({ state: 'open' })).toEqual([early.id, late.id]);
    expect(await ids({ overdue: 'true' })).toEqual([early.id]);
    expect(await ids({ overdue: 'false' })).toEqual([middle.id, late.id]);
    expect(await ids({ ownerId: other.ae.id })).toEqual([late.id]);
    expect(await ids({ placementId: other.placementId })).toEqual([late.id]);
    expect(await ids({ clientId: other.client.clientId })).toEqual([late.id]);
    expect(await ids({ expertId: placement.expert.expertId })).toEqual([early.id, middle.id]);
    expect(await ids({}, other.lead)).toEqual([late.id]);
    const counts = (await test.ask(summariseCases, anAdmin(), {})).items;
    expect(counts).toEqual([
      { ownerId: placement.ae.id, ownerName: 'Ann Executive', open: 1, overdue: 1, answered: 1 },
      { ownerId: other.ae.id, ownerName: 'Ann Executive', open: 1, overdue: 0, answered: 0 },
    ]);
    expect((await test.ask(summariseCases, other.lead, {})).items).toEqual([counts[1]]);
  });
});
