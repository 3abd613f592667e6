import { systemActor } from '#libs/access';
import { communicationEvents, explainClock, getClock, listClocks } from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aClientUser,
  amend,
  anAe,
  anExpert,
  aPlacement,
  end,
  pause,
  resume,
  type TestPlacement,
} from '../test-support/builders.js';
import { aClock, withClocks } from '../test-support/clocks.js';
import { startCommunication } from '../test-support/communication.js';

const { clockStarted, clockWarned, clockBreached, clockStopped } = communicationEvents;

describe('CS-7: clocks of promises', () => {
  let test: TestService;
  let placement: TestPlacement;
  const start = async (now: string, terms: Parameters<typeof aPlacement>[1] = {}): Promise<void> => {
    test = await startCommunication(now);
    placement = await aPlacement(test, terms);
  };
  afterEach(() => test.stop());

  const seen = (id: string) => test.ask(getClock, anAe(), { id });
  const explained = (id: string) => test.ask(explainClock, placement.client, { id });

  it('Friday 16:30, one hour, 9 to 17: it ends on Monday at 9:30 of the same zone, and says why', async () => {
    await start('2026-03-06T15:30:00Z');
    const { id } = await aClock(test, placement);
    expect(await seen(id)).toMatchObject({ state: 'running', dueAt: '2026-03-09T08:30:00.000Z', countedSeconds: 0 });
    await test.until('2026-03-09T08:29:59Z');
    expect(await seen(id)).toMatchObject({ breachedAt: null, remainingSeconds: 1 });
    await test.until('2026-03-09T08:30:00Z');
    expect(await seen(id)).toMatchObject({ breachedAt: '2026-03-09T08:30:00.000Z', noticedLate: false });
    expect(await explained(id)).toMatchObject({
      timeZone: 'Europe/Berlin',
      stretches: [
        { from: '2026-03-06T15:30:00.000Z', to: '2026-03-06T16:00:00.000Z', label: 'counted', seconds: 1_800 },
        { from: '2026-03-06T16:00:00.000Z', to: '2026-03-09T08:00:00.000Z', label: 'outside-hours', seconds: 230_400 },
        { from: '2026-03-09T08:00:00.000Z', to: '2026-03-09T08:30:00.000Z', label: 'counted', seconds: 1_800 },
      ],
      countedSeconds: 3_600,
      elapsedSeconds: 234_000,
      words:
        'A first answer is promised within 1 hour of service time. ' +
        'It began on Friday 6 March 2026 at 16:30 (Europe/Berlin). ' +
        'Until Friday 6 March 2026 at 17:00: 30 minutes counted. ' +
        'Until Monday 9 March 2026 at 09:00: 2 days 16 hours outside service hours. ' +
        'Until Monday 9 March 2026 at 09:30: 30 minutes counted. ' +
        'Together 1 hour counted of 1 hour. ' +
        'The promise was broken on Monday 9 March 2026 at 09:30.',
    });
  });

  it('warns at the parts of the contract, then breaks, and tells each whom it concerns', async () => {
    await start('2026-03-02T08:00:00Z', { terms: { warnAtPercent: [50, 80] } });
    const { id } = await aClock(test, placement);
    await test.until('2026-03-02T12:00:00Z');
    const concerned = {
      clockId: id,
      assignedTo: placement.expert.id,
      teamLeadId: placement.lead.id,
      accountExecutiveId: placement.ae.id,
    };
    expect(await test.told(clockStarted)).toEqual([
      expect.objectContaining({ ...concerned, dueAt: '2026-03-02T09:00:00.000Z' }),
    ]);
    expect(await test.told(clockWarned)).toEqual([
      expect.objectContaining({ ...concerned, percent: 50, late: false }),
      expect.objectContaining({ ...concerned, percent: 80, late: false }),
    ]);
    expect(await test.told(clockBreached)).toEqual([
      expect.objectContaining({ ...concerned, breachedAt: '2026-03-02T09:00:00.000Z', late: false }),
    ]);
    expect(await seen(id)).toMatchObject({ warnedPercent: 80, countedSeconds: 14_400, remainingSeconds: -10_800 });
  });

  it('CS-6: a production bug counts at night, and warns at its minutes too', async () => {
    await start('2026-03-06T20:00:00Z', { terms: { warnAtPercent: [50] } });
    const fix = { kind: 'fix', subjectKind: 'bug', targetSeconds: 10_800, aroundTheClock: true } as const;
    const { id } = await aClock(test, placement, { ...fix, warnings: [7_200] });
    await test.until('2026-03-06T23:00:00Z');
    expect((await test.told(clockWarned)).map(({ percent }) => percent)).toEqual([50, 67]);
    expect(await seen(id)).toMatchObject({ breachedAt: '2026-03-06T23:00:00.000Z' });
    expect(await explained(id)).toMatchObject({ timeZone: 'Europe/Berlin', stretches: [{ label: 'counted' }] });
  });

  it('waits for the client, counts on, stops, and can be reopened', async () => {
    await start('2026-03-02T08:00:00Z');
    const { id, subjectId } = await aClock(test, placement);
    const step = (name: 'wait' | 'resume' | 'stop' | 'reopen') =>
      withClocks(test, (clocks, tx) => clocks[name](tx, systemActor, subjectId));
    await test.until('2026-03-02T08:20:00Z');
    await step('wait');
    await step('wait');
    expect(await seen(id)).toMatchObject({ state: 'waiting', dueAt: null, countedSeconds: 1_200 });
    await test.until('2026-03-02T14:00:00Z');
    await step('resume');
    expect(await seen(id)).toMatchObject({ state: 'running', dueAt: '2026-03-02T14:40:00.000Z' });
    await test.until('2026-03-02T14:30:00Z');
    for (let twice = 0; twice < 2; twice++) await step('stop');
    expect(await seen(id)).toMatchObject({ state: 'stopped', stoppedAt: '2026-03-02T14:30:00.000Z', breachedAt: null });
    expect(await test.told(clockStopped)).toEqual([
      expect.objectContaining({ kept: true, because: 'done', countedSeconds: 3_000 }),
    ]);
    expect(await test.query('select from timer where subject_id = $1', [id])).toEqual([]);
    await test.until('2026-03-02T15:00:00Z');
    await step('reopen');
    await test.until('2026-03-02T15:10:00Z');
    expect(await seen(id)).toMatchObject({ breachedAt: '2026-03-02T15:10:00.000Z', countedSeconds: 3_600 });
    expect((await explained(id)).stretches.map(({ label, seconds }) => [label, seconds])).toEqual([
      ['counted', 1_200],
      ['waiting-for-client', 20_400],
      ['counted', 1_800],
      ['stopped', 1_800],
      ['counted', 600],
    ]);
  });

  it('a step that has no effect leaves the timer alone', async () => {
    await start('2026-03-02T08:00:00Z');
    const { id, subjectId } = await aClock(test, placement);
    await withClocks(test, (clocks, tx) => clocks.resume(tx, systemActor, subjectId));
    await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, subjectId, ['fix']));
    await test.until('2026-03-02T09:00:00Z');
    expect(await seen(id)).toMatchObject({ breachedAt: '2026-03-02T09:00:00.000Z' });
  });

  it('a zone, hours or holidays changed today leave running clocks alone, and hold for the next', async () => {
    await start('2026-03-06T15:30:00Z');
    const before = await aClock(test, placement);
    await amend(test, placement, {
      effectiveFrom: '2026-03-06',
      timeZone: 'America/New_York',
      holidays: ['2026-03-09'],
    });
    const after = await aClock(test, placement);
    expect(await seen(before.id)).toMatchObject({ dueAt: '2026-03-09T08:30:00.000Z', calendarVersion: 1 });
    expect(await seen(after.id)).toMatchObject({ dueAt: '2026-03-06T16:30:00.000Z', calendarVersion: 2 });
  });

  it('what was stamped before the calendar changed, arriving after it, has the one of its second', async () => {
    await start('2026-03-05T12:00:00Z');
    await amend(test, placement, { effectiveFrom: '2026-03-06', timeZone: 'Asia/Tokyo' });
    await test.until('2026-03-05T15:00:30Z');
    const before = await aClock(test, placement, { at: new Date('2026-03-05T14:59:59Z') });
    const after = await aClock(test, placement, { at: new Date('2026-03-05T15:00:00Z') });
    expect(await seen(before.id)).toMatchObject({ calendarVersion: 1, dueAt: '2026-03-05T15:59:59.000Z' });
    expect(await seen(after.id)).toMatchObject({ calendarVersion: 2, dueAt: '2026-03-06T01:00:00.000Z' });
  });

  it.each([
    ['2026-03-28T22:30:00Z', 'the hour that is missing', '2026-03-29T02:30:00.000Z'],
    ['2026-10-24T21:30:00Z', 'the hour that comes twice', '2026-10-25T01:30:00.000Z'],
  ])('from %s, through %s', async (now, _, dueAt) => {
    const night = [{ days: [6, 7], from: '00:00', to: '05:00' }];
    await start(now, {
      terms: { serviceHours: [...night, { days: [6], from: '23:00', to: '24:00' }], endsOn: '2026-12-31' },
    });
    const { id } = await aClock(test, placement, { targetSeconds: 4 * 3_600 });
    expect(await seen(id)).toMatchObject({ dueAt });
  });

  it('90 seconds between two machines: an answer stamped just in time was in time, one a second later was not', async () => {
    await start('2026-03-02T08:00:00Z');
    const [kept, broken] = [await aClock(test, placement), await aClock(test, placement)];
    await test.until('2026-03-02T09:01:00Z');
    expect(await seen(kept.id)).toMatchObject({ breachedAt: '2026-03-02T09:00:00.000Z' });
    const stop = ({ subjectId }: { subjectId: string }, at: string) =>
      withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, subjectId, undefined, new Date(at)));
    await stop(kept, '2026-03-02T08:59:59Z');
    await stop(broken, '2026-03-02T09:00:00Z');
    expect(await seen(kept.id)).toMatchObject({ breachedAt: null, countedSeconds: 3_599 });
    expect(await seen(broken.id)).toMatchObject({ breachedAt: '2026-03-02T09:00:00.000Z', countedSeconds: 3_600 });
    expect((await test.told(clockStopped)).map(({ kept: each }) => each)).toEqual([true, false]);
  });

  it('a message of the client stamped up to 90 seconds ahead starts then; a reply stamped before it counts as then', async () => {
    await start('2026-03-02T08:00:00Z');
    const { id, subjectId } = await aClock(test, placement, { at: new Date('2026-03-02T08:01:30Z') });
    expect(await seen(id)).toMatchObject({ countedSeconds: 0, dueAt: '2026-03-02T09:01:30.000Z' });
    await withClocks(test, (clocks, tx) => clocks.wait(tx, systemActor, subjectId));
    expect(await seen(id)).toMatchObject({ state: 'waiting', countedSeconds: 0 });
    expect(await explained(id)).toMatchObject({ elapsedSeconds: 0, stretches: [] });
  });

  describe('with its placement', () => {
    const working = () => start('2026-03-02T08:00:00Z');

    it('rests while it is paused, and counts on', async () => {
      await working();
      const running = await aClock(test, placement);
      const waiting = await aClock(test, placement);
      await withClocks(test, (clocks, tx) => clocks.wait(tx, systemActor, waiting.subjectId));
      await test.until('2026-03-02T08:30:00Z');
      await pause(test, placement);
      await test.until('2026-03-03T08:00:00Z');
      expect(await seen(running.id)).toMatchObject({ state: 'stopped', breachedAt: null });
      await resume(test, placement);
      expect(await seen(running.id)).toMatchObject({ state: 'running', dueAt: '2026-03-03T08:30:00.000Z' });
      expect(await seen(waiting.id)).toMatchObject({ state: 'waiting', countedSeconds: 0 });
      expect((await test.told(clockStopped)).map(({ because }) => because)).toEqual(['paused', 'paused']);
    });

    it('what was answered meanwhile stays answered', async () => {
      await working();
      const { id, subjectId } = await aClock(test, placement);
      await pause(test, placement);
      await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, subjectId));
      await resume(test, placement);
      expect(await seen(id)).toMatchObject({ state: 'stopped' });
    });

    it('CS-8: except for a mistake, which is told in time whatever becomes of it', async () => {
      await working();
      const { id } = await aClock(test, placement, { kind: 'mistake', subjectKind: 'mistake' });
      await pause(test, placement);
      expect(await seen(id)).toMatchObject({ state: 'running', dueAt: '2026-03-02T09:00:00.000Z' });
      await end(test, placement);
      await test.until('2026-03-02T09:00:00Z');
      expect(await test.told(clockBreached)).toEqual([expect.objectContaining({ clockId: id, late: false })]);
    });

    it('stops for good when it ends, also what was paused', async () => {
      await working();
      const { id } = await aClock(test, placement);
      await pause(test, placement);
      const paused = await seen(id);
      await end(test, placement);
      await resume(test, placement);
      expect(await seen(id)).toEqual(paused);
      const [row] = await test.query<{ stopped_because: string }>('select stopped_because from clocks where id = $1', [
        id,
      ]);
      expect(row).toEqual({ stopped_because: 'ended' });
      await test.until('2026-03-04T08:00:00Z');
      expect(await test.told(clockBreached)).toEqual([]);
    });
  });

  it('GW-3: each sees its own; who stands in sees what it has to keep', async () => {
    await start('2026-03-02T08:00:00Z');
    const stand = anExpert();
    const { id } = await aClock(test, placement);
    await aClock(test, await aPlacement(test), { assignedTo: stand.id });
    const given = await aClock(test, placement);
    await withClocks(test, (clocks, tx) => clocks.assign(tx, given.subjectId, stand.id));
    for (const actor of [placement.client, placement.expert]) {
      expect((await test.ask(listClocks, actor, {})).items.map((clock) => clock.id)).toEqual([id, given.id]);
    }
    expect((await test.ask(listClocks, anAe(), {})).items).toHaveLength(3);
    for (const stranger of [aClientUser(), stand]) {
      expect((await test.refusal(getClock, stranger, { id })).code).toBe('access.no-such-clock');
      expect((await test.refusal(explainClock, stranger, { id })).code).toBe('access.no-such-clock');
    }
    expect(await test.ask(getClock, stand, { id: given.id })).toMatchObject({ id: given.id });
    await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, given.subjectId));
    expect((await test.refusal(getClock, stand, { id: given.id })).code).toBe('access.no-such-clock');
    expect((await test.refusal(getClock, anAe(), { id: newId() })).code).toBe('access.no-such-clock');
  });

  it('lists by state, kind, breach and when they run out, page by page', async () => {
    await start('2026-03-02T08:00:00Z');
    const late = await aClock(test, placement, { targetSeconds: 60 });
    const next = await aClock(test, placement, { kind: 'next-answer' });
    const done = await aClock(test, placement);
    await withClocks(test, (clocks, tx) => clocks.stop(tx, systemActor, done.subjectId));
    await test.until('2026-03-02T08:02:00Z');
    const ids = async (filter: Parameters<typeof test.ask<typeof listClocks>>[2]) =>
      (await test.ask(listClocks, anAe(), filter)).items.map(({ id }) => id);
    expect(await ids({})).toEqual([late.id, next.id, done.id]);
    expect(await ids({ breached: 'true' })).toEqual([late.id]);
    expect(await ids({ breached: 'false', state: 'running' })).toEqual([next.id]);
    expect(await ids({ kind: 'next-answer' })).toEqual([next.id]);
    expect(await ids({ subjectId: done.subjectId })).toEqual([done.id]);
    expect(await ids({ placementId: placement.placementId, dueBefore: '2026-03-02T09:00:00Z' })).toEqual([late.id]);
    expect(await ids({ sort: '-startedAt' })).toHaveLength(3);
    const first = await test.ask(listClocks, anAe(), { limit: 2 });
    const second = await test.ask(listClocks, anAe(), { limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([late.id, next.id, done.id]);
  });
});
