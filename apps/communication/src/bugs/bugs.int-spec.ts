import type { z } from 'zod';
import type { Actor } from '#libs/access';
import {
  askAboutBug,
  type Bug,
  changeSeverity,
  closeBug,
  communicationEvents,
  fixBug,
  getBug,
  listBugs,
  reopenBug,
  reportBug,
  tellAboutBug,
  workAroundBug,
} from '#libs/contracts';
import { refusalOf, type TestService } from '#libs/testing';
import {
  aClientUser,
  anAe,
  anExpert,
  aPlacement,
  end,
  pause,
  resume,
  type TestPlacement,
} from '../test-support/builders.js';
import { startCommunication } from '../test-support/communication.js';

const { bugReported, bugMoved, workRequested, clockWarned } = communicationEvents;
type BugView = z.output<typeof Bug>;
type Severity = BugView['severity'];

/** Monday, 20:00 in Berlin: no service. */
const night = '2026-03-02T19:00:00Z';

describe('CS-6: bugs', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startCommunication(night);
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const report = (severity: Severity = 'production', actor: Actor = placement.client): Promise<BugView> =>
    test.ask(reportBug, actor, {
      ...{ placementId: placement.placementId, title: 'Checkout fails', description: 'Error 500', severity },
    });
  const refused = async (asked: Promise<unknown>): Promise<string> => (await refusalOf(asked)).code;

  it('a production bug has three hours, at night too, and a task on the board at once', async () => {
    const bug = await report();
    expect(bug).toMatchObject({
      severity: 'production',
      state: 'open',
      reportedBy: 'Carl Client',
      clocks: [{ kind: 'fix', state: 'running', targetSeconds: 10_800, dueAt: '2026-03-02T22:00:00.000Z' }],
      history: [{ state: 'open' }],
    });
    expect(await test.told(workRequested)).toMatchObject([
      { taskId: bug.taskId, title: 'Checkout fails', source: { kind: 'bug', id: bug.id }, estimateMinutes: null },
    ]);
    expect(await test.told(bugReported)).toMatchObject([{ bugId: bug.id, assignedTo: placement.expert.id }]);
    await test.until('2026-03-02T21:00:00Z');
    expect((await test.told(clockWarned)).map(({ percent }) => percent)).toContain(67);
  });

  it('while the placement rests no fix is promised; when it goes on, it is', async () => {
    const [reopened, worse] = [await report(), await report('major')];
    await test.ask(fixBug, placement.expert, { id: reopened.id, text: 'Done' });
    await pause(test, placement);
    const again = await test.ask(reopenBug, placement.client, { id: reopened.id, text: 'It is back' });
    const { version } = worse;
    const change = { id: worse.id, severity: 'production' as const, reason: 'All are hit', version };
    const worst = await test.ask(changeSeverity, placement.client, change);
    expect([...again.clocks, ...worst.clocks].map(({ state }) => state)).toEqual(['stopped']);
    await resume(test, placement);
    for (const { id } of [reopened, worse])
      expect((await test.ask(getBug, placement.client, { id })).clocks).toMatchObject([{ state: 'running' }]);
  });

  it('in service hours only, where the contract says so', async () => {
    placement = await aPlacement(test, {
      terms: { productionBugFix: { withinMinutes: 120, warnAtMinutes: 60, aroundTheClock: false } },
    });
    const { clocks } = await report();
    expect(clocks).toMatchObject([{ targetSeconds: 7_200, dueAt: '2026-03-03T10:00:00.000Z' }]);
  });

  it('a lesser one has no clock until the client finds it worse; then it starts, stops, and counts on', async () => {
    const { id, clocks } = await report('major');
    expect(clocks).toEqual([]);
    const change = async (severity: Severity, version: number) =>
      test.ask(changeSeverity, placement.client, { id, version, severity, reason: 'Seen again' });
    expect(await change('production', 1)).toMatchObject({ clocks: [{ state: 'running' }], version: 2 });
    expect(await refused(change('minor', 1))).toBe('request.stale');
    await test.until('2026-03-02T20:00:00Z');
    expect(await change('minor', 2)).toMatchObject({ clocks: [{ state: 'stopped', countedSeconds: 3_600 }] });
    await test.until('2026-03-02T21:00:00Z');
    expect(await change('production', 3)).toMatchObject({
      clocks: [{ state: 'running', dueAt: '2026-03-02T23:00:00.000Z' }],
      history: [{}, { reason: 'Seen again' }, {}, {}],
    });
  });

  it('found worse while it waits for the client, its clock waits too', async () => {
    const { id } = await report('major');
    await test.ask(askAboutBug, placement.expert, { id, text: 'Which browser?' });
    const worse = await test.ask(changeSeverity, placement.client, {
      ...{ id, version: 2, severity: 'production', reason: 'All of them' },
    });
    expect(worse).toMatchObject({ state: 'waiting-for-client', clocks: [{ state: 'waiting' }] });
    const told = await test.ask(tellAboutBug, placement.client, { id, text: 'Firefox' });
    expect(told).toMatchObject({ state: 'open', clocks: [{ state: 'running' }] });
  });

  it('worked around, the clock runs on; fixed, it stops; opened again, it counts on', async () => {
    const { id } = await report();
    await test.until('2026-03-02T19:30:00Z');
    const around = await test.ask(workAroundBug, placement.expert, { id, text: 'Pay by invoice' });
    expect(around).toMatchObject({
      state: 'worked-around',
      workaround: 'Pay by invoice',
      clocks: [{ state: 'running' }],
    });
    await test.ask(askAboutBug, placement.expert, { id, text: 'Is it?' });
    expect(await test.ask(tellAboutBug, placement.client, { id, text: 'It is.' })).toMatchObject({
      state: 'worked-around',
    });
    const fixed = await test.ask(fixBug, placement.expert, { id, text: 'Rolled back' });
    expect(fixed).toMatchObject({
      ...{ state: 'fixed', fix: 'Rolled back', fixedAt: '2026-03-02T19:30:00.000Z' },
      clocks: [{ state: 'stopped', breachedAt: null }],
    });
    expect((await test.ask(closeBug, placement.client, { id })).state).toBe('closed');
    await test.until('2026-03-03T08:00:00Z');
    const again = await test.ask(reopenBug, placement.client, { id, text: 'It is back' });
    expect(again).toMatchObject({
      ...{ state: 'open', workaround: null, fix: null, fixedAt: null },
      clocks: [{ state: 'running', dueAt: '2026-03-03T10:30:00.000Z' }],
    });
    expect(again.history.map(({ state, reason }) => [state, reason])).toEqual([
      ['open', null],
      ['worked-around', 'Pay by invoice'],
      ['waiting-for-client', 'Is it?'],
      ['worked-around', 'It is.'],
      ['fixed', 'Rolled back'],
      ['closed', null],
      ['open', 'It is back'],
    ]);
    expect((await test.told(bugMoved)).map(({ state }) => state)).toEqual([
      ...['worked-around', 'waiting-for-client', 'worked-around', 'fixed', 'closed', 'open'],
    ]);
  });

  it('steps out of turn are refused, and two fixes at once are one', async () => {
    const { id } = await report();
    expect(await refused(test.ask(closeBug, placement.client, { id }))).toBe('communication.bug-state');
    expect(await refused(test.ask(reopenBug, placement.client, { id, text: 'No' }))).toBe('communication.bug-state');
    const fix = (actor: Actor) => test.ask(fixBug, actor, { id, text: 'Done' });
    const both = await Promise.allSettled([fix(placement.expert), fix(placement.lead)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const worse = { id, version: 2, severity: 'minor' as const, reason: 'Late' };
    expect(await refused(test.ask(changeSeverity, placement.client, worse))).toBe('communication.bug-state');
    expect(await refused(test.ask(tellAboutBug, placement.client, { id, text: 'Hm' }))).toBe('communication.bug-state');
  });

  it('GW-3: each side takes its own steps, strangers none', async () => {
    const { id } = await report('minor', placement.ae);
    for (const stranger of [aClientUser(), anExpert()]) {
      expect(await refused(test.ask(getBug, stranger, { id }))).toBe('access.no-such-bug');
      expect((await test.ask(listBugs, stranger, {})).items).toEqual([]);
    }
    expect(await refused(test.ask(fixBug, anExpert(), { id, text: 'Mine' }))).toBe('access.no-such-bug');
    expect(await refused(test.ask(fixBug, placement.client, { id, text: 'Mine' }))).toBe('access.role');
    expect(await refused(test.ask(closeBug, placement.expert, { id }))).toBe('access.role');
    expect(await refused(report('minor', placement.expert))).toBe('access.role');
    await end(test, placement, '2026-03-02');
    expect(await refused(report())).toBe('communication.not-running');
  });

  it('lists by severity, state and words', async () => {
    const { id } = await report();
    await report('minor');
    const found = async (filter: object) => (await test.ask(listBugs, anAe(), filter)).items.map((bug) => bug.id);
    expect(await found({ severity: 'production' })).toEqual([id]);
    expect(await found({ q: 'CHECKOUT', state: 'open' })).toHaveLength(2);
    expect(await found({ q: '_' })).toEqual([]);
    expect(await found({ placementId: placement.placementId, sort: 'reportedAt', limit: 1 })).toEqual([id]);
  });
});
