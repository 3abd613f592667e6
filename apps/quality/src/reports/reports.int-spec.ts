import {
  changeClientReport,
  communicationEvents,
  getClientReport,
  listClientReports,
  qualityEvents,
  releaseClientReport,
  timesheetEvents,
} from '#libs/contracts';
import { newId } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import { anAnswer } from '../test-support/answers.js';
import {
  aClientUser,
  anAe,
  anExpert,
  aPlacement,
  aTeamLead,
  careOf,
  end,
  expertIs,
  partiesOf,
  type TestPlacement,
} from '../test-support/builders.js';
import { startQuality } from '../test-support/quality.js';

const { linesApproved } = timesheetEvents;
const { bugReported, bugMoved } = communicationEvents;

describe('QN-12: the monthly report', () => {
  let test: TestService;
  let placement: TestPlacement;
  beforeEach(async () => {
    test = await startQuality('2026-03-02T08:00:00Z');
    placement = await aPlacement(test);
  });
  afterEach(() => test.stop());

  const taskId = newId();
  const approve = (days: Record<string, number>, about: object = {}): Promise<void> => {
    const sheet = { sheetId: newId(), ...partiesOf(placement), week: '2026-03-02' };
    const line = { taskId, taskTitle: 'Checkout', estimateMinutes: 900, correctsEntryId: null, approvedBy: 'Carl' };
    const lines = Object.entries(days).map(([workedOn, minutes]) => ({
      ...{ entryId: newId(), workedOn, minutes, approvedAt: '2026-03-09T09:00:00.000Z', how: 'client' as const },
      ...line,
      ...about,
    }));
    return test.hears(linesApproved, sheet.sheetId, { ...sheet, lines });
  };
  const delivered = (kind: string, amount: number, kept = true, day = '2026-03-10'): Promise<unknown> =>
    test.query(
      `insert into deliveries (kind, subject_id, placement_id, client_id, expert_id, day, amount, target, kept)
       values ($1, $2, $3, $4, $5, $6, $7, 1800, $8)`,
      [kind, newId(), ...Object.values(partiesOf(placement)), day, amount, kept],
    );
  const listed = async (actor = placement.ae, filter = {}) => (await test.ask(listClientReports, actor, filter)).items;
  const april = '2026-04-01T06:00:00Z';

  it('is drafted once on the first working day, counts as it is read, and goes out by itself', async () => {
    await approve({ '2026-03-03': 240, '2026-03-04': 300, '2026-03-11': 120, '2026-04-01': 999 });
    await test.until('2026-04-01T03:59:59Z');
    expect(await listed()).toEqual([]);
    await test.until(april);
    const [line] = await listed();
    expect(line).toMatchObject({
      month: '2026-03-01',
      state: 'draft',
      clientName: 'Blue Heron',
      timeZone: 'Europe/Berlin',
    });
    await approve({ '2026-03-12': 60 });
    const draft = await test.ask(getClientReport, placement.ae, { id: line!.id });
    expect(draft.placements).toMatchObject([
      {
        minutes: 720,
        weeks: [
          { week: '2026-03-02', minutes: 540 },
          { week: '2026-03-09', minutes: 180 },
        ],
        tasks: [{ taskId, title: 'Checkout', estimateMinutes: 900, minutes: 720, minutesSoFar: 720 }],
        expertName: 'Ana Šimić',
      },
    ]);
    expect(await listed(placement.client)).toEqual([]);
    await test.until('2026-04-06T09:59:59Z');
    expect(await test.told(qualityEvents.clientReportReady)).toEqual([]);
    await test.until('2026-04-06T10:00:00Z');
    expect(await test.told(qualityEvents.clientReportReady)).toMatchObject([
      { reportId: line!.id, month: '2026-03-01', accountExecutiveId: placement.ae.id },
    ]);
    expect(await listed(placement.client)).toMatchObject([{ state: 'released', releasedBy: 'Shoreline' }]);
  });

  it('released, its numbers stand; what is approved later shows as a change', async () => {
    await approve({ '2026-03-03': 240 });
    await test.until(april);
    const { id, version } = (await listed())[0]!;
    const edited = await test.ask(changeClientReport, placement.ae, {
      ...{ id, version, change: { summary: 'The checkout is done.', outlook: 'Search comes next.' } },
    });
    expect(edited).toMatchObject({ summary: 'The checkout is done.', version: 2, changedSince: false });
    const both = await Promise.allSettled([
      test.ask(releaseClientReport, placement.ae, { id, version: 2 }),
      test.ask(changeClientReport, anAe(), { id, version: 2, change: { outlook: 'Else' } }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await test.until('2026-04-06T10:00:00Z');
    await approve({ '2026-03-05': -40 });
    await expertIs(test, placement, 'Erased');
    const released = await test.ask(getClientReport, placement.client, { id });
    expect(released).toMatchObject({ state: 'released', changedSince: true });
    expect(released.placements).toMatchObject([{ minutes: 240, expertName: 'Erased' }]);
    expect(await test.told(qualityEvents.clientReportReady)).toHaveLength(1);
    expect((await test.refusal(releaseClientReport, placement.ae, { id, version: 9 })).code).toBe(
      'quality.report-released',
    );
  });

  it('tells of answers, bugs and mistakes, and never of hourly updates (CS-2)', async () => {
    await delivered('first-answer', 600);
    await delivered('first-answer', 3_000, false);
    await delivered('first-answer', 60, true, '2026-04-01');
    await delivered('update', 0);
    await delivered('update', 0, false);
    await delivered('mistake', 300);
    await delivered('fix', 7_200);
    const bug = {
      ...{ bugId: newId(), ...partiesOf(placement), ...careOf(placement), title: 'Basket empties' },
      severity: 'production' as const,
    };
    const reported = { ...bug, description: 'It does', reportedBy: 'Carl', reportedAt: '2026-03-31T21:59:00.000Z' };
    await test.hears(bugReported, bug.bugId, reported);
    await test.hears(bugReported, newId(), { ...reported, bugId: newId(), reportedAt: '2026-03-31T22:01:00.000Z' });
    await test.hears(bugMoved, bug.bugId, {
      ...{ ...bug, state: 'fixed', text: 'Mended', by: 'Ana', channel: 'email', at: '2026-04-01T08:00:00.000Z' },
    });
    await test.until(april);
    const { id } = (await listed())[0]!;
    const { placements } = await test.ask(getClientReport, placement.ae, { id });
    expect(placements).toMatchObject([
      {
        answers: { asked: 2, inTime: 1, meanMinutes: 30, promisedMinutes: 30 },
        bugs: { reported: 1, fixed: 0, meanFixMinutes: 120, items: [{ title: 'Basket empties', fixedOn: null }] },
        mistakes: { told: 1, inTime: 1 },
      },
    ]);
  });

  // Four questionnaires went out by themselves.
  it('QN-2: under five answers there is no score', async () => {
    const answered = (week: string, score: number | null): Promise<void> => anAnswer(test, placement, week, score);
    for (const score of [10, 9, 3, null]) await answered('2026-03-09', score);
    await answered('2026-03-16', 8);
    await test.until(april);
    const { id } = (await listed())[0]!;
    const nps = async () => (await test.ask(getClientReport, placement.ae, { id })).nps;
    expect(await nps()).toMatchObject({ asked: 9, answered: 4, score: null });
    await answered('2026-03-23', 10);
    expect(await nps()).toMatchObject({
      ...{ asked: 10, answered: 5, score: 40 },
      weeks: [{ answered: 0 }, { week: '2026-03-09', answered: 3, mean: null }, { answered: 1, mean: null }, {}],
    });
    for (const score of [8, 8]) await answered('2026-03-09', score);
    expect((await nps()).weeks[1]).toEqual({ week: '2026-03-09', answered: 5, mean: 7.6 });
  });

  it('of a month over is made, though another placement begins while its draft waits', async () => {
    await test.until('2026-04-01T03:59:59Z');
    // It is tried once more in five minutes.
    await test.query(`update timer set next_try = next_try + interval '5 minutes' where kind = 'quality.report-draft'`);
    await test.until('2026-04-01T04:01:00Z');
    await aPlacement(test, { client: placement.client, contacts: placement.contacts });
    await test.until(april);
    expect(await listed()).toMatchObject([{ month: '2026-03-01' }]);
  });

  it('a month after the end there is none more', async () => {
    await end(test, placement, '2026-03-20');
    await test.until('2026-06-30T12:00:00Z');
    expect((await listed()).map(({ month }) => month)).toEqual(['2026-03-01']);
  });

  it('GW-3: a client sees its own released ones, experts and team leads none', async () => {
    await test.until(april);
    const { id } = (await listed())[0]!;
    const refused = async (actor: typeof placement.ae): Promise<string> =>
      (await test.refusal(getClientReport, actor, { id })).code;
    expect(await refused(placement.client)).toBe('access.no-such-client-report');
    expect(await listed(placement.client, { state: 'draft' })).toEqual([]);
    await test.until('2026-04-07T00:00:00Z');
    expect(await test.ask(getClientReport, placement.client, { id })).toMatchObject({ id });
    expect(await listed(placement.client, { state: 'released' })).toHaveLength(1);
    expect(await listed(placement.client, { state: 'draft' })).toEqual([]);
    expect(await refused(aClientUser())).toBe('access.no-such-client-report');
    expect(await refused(anExpert())).toBe('access.role');
    expect(await refused(aTeamLead())).toBe('access.role');
    expect((await test.refusal(listClientReports, placement.client, { clientId: newId() })).code).toBe(
      'access.no-such-client',
    );
  });
});
