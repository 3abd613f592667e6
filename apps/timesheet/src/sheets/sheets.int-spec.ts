import {
  answerDispute,
  approvedTotals,
  changeEntry,
  decideDispute,
  getEntry,
  getSheet,
  getTask,
  listEntries,
  listSheets,
  paymentsEvents,
  recordEntry,
  removeEntry,
  returnSheet,
  reviewSheet,
  submitSheet,
  timesheetEvents,
} from '#libs/contracts';
import type { EventOf } from '#libs/messaging';
import { newId, Transactions } from '#libs/persistence';
import type { TestService } from '#libs/testing';
import {
  aBoard,
  anAdmin,
  anAe,
  anEvent,
  aSubmittedWeek,
  aTask,
  sheetNow,
  someHours,
  type TestWeek,
} from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';
import { refusedAs } from '../test-support/refusals.js';
import { SettledConsumer } from './settled.consumer.js';

const { sheetSubmitted, sheetReminded, sheetReturned, linesApproved, lineDisputed, disputeOverdue, disputeDecided } =
  timesheetEvents;

describe('TS-6: the weekly sheet', () => {
  let test: TestService;
  beforeEach(async () => {
    test = await startTimesheet();
  });
  afterEach(() => test.stop());

  const approve = (...ids: string[]) => ids.map((entryId) => ({ entryId, decision: 'approve' as const }));
  const dispute = (...ids: string[]) =>
    ids.map((entryId) => ({ entryId, decision: 'dispute' as const, reason: 'Too long' }));
  const review = (week: TestWeek, what: object, actor = week.client) =>
    test.ask(reviewSheet, actor, { id: week.sheet.id, ...what });
  const statesOf = async ({ sheet, expert }: TestWeek) =>
    (await test.ask(listEntries, expert, { sheetId: sheet.id })).items.map(({ state }) => state);
  const settle = (entryIds: string[]) => {
    const event: EventOf<typeof paymentsEvents.linesSettled> = anEvent('settled', newId(), {
      settlementId: newId(),
      placementId: newId(),
      clientId: newId(),
      expertId: newId(),
      periodStart: monday,
      periodEnd: '2026-03-15',
      entryIds,
      settledAt: '2026-03-16T00:00:00Z',
    });
    return test.app.get(Transactions).run((tx) => test.app.get(SettledConsumer).settled(event, tx));
  };

  describe('is submitted', () => {
    it('by its expert: its lines wait for the client, who has five days', async () => {
      const board = await aBoard(test);
      const { id: taskId } = await aTask(test, board);
      await someHours(test, board, taskId, { day: monday, minutes: 480 });
      await someHours(test, board, taskId, { day: '2026-03-03', minutes: 420 });
      const { placementId, client, expert } = board;
      const submission = { placementId, week: monday, summary: 'Basket done' };
      const sheet = await test.ask(submitSheet, expert, submission);
      expect(sheet).toMatchObject({
        state: 'submitted',
        minutes: 900,
        minutesByState: { submitted: 900 },
        summary: 'Basket done',
        submittedAt: '2026-03-06T18:00:00.000Z',
        approvesItselfAt: '2026-03-11T18:00:00.000Z',
      });
      expect(await test.ask(getSheet, client, { id: sheet.id })).toEqual(sheet);
      expect(await test.told(sheetSubmitted)).toEqual([
        expect.objectContaining({ sheetId: sheet.id, placementId, minutes: 900, week: monday }),
      ]);
      expect(await refusedAs(test, submitSheet, expert, submission)).toBe('timesheet.nothing-to-submit');
    });

    it('only with hours, by Monday, and by the expert', async () => {
      const { placementId, expert, client } = await aBoard(test);
      const nothing = { placementId, week: monday };
      expect(await refusedAs(test, submitSheet, expert, nothing)).toBe('timesheet.nothing-to-submit');
      expect(await refusedAs(test, submitSheet, expert, { placementId, week: '2026-03-04' })).toBe(
        'timesheet.week-not-monday week',
      );
      for (const actor of [client, anAe(), anAdmin()])
        expect(await refusedAs(test, submitSheet, actor, nothing)).toBe('access.role');
    });

    it('GW-4: once under the same key', async () => {
      const board = await aBoard(test);
      await someHours(test, board, (await aTask(test, board)).id);
      const submit = () => test.ask(submitSheet, board.expert, { placementId: board.placementId, week: monday }, 'key');
      expect(await submit()).toEqual(await submit());
      expect(await test.told(sheetSubmitted)).toHaveLength(1);
    });
  });

  describe('is decided line by line', () => {
    it('by the client: approved lines go on to settlement, disputed ones wait', async () => {
      const week = await aSubmittedWeek(test, [480, 420, 300]);
      const [first, second, third] = week.lines.map(({ id }) => id);
      const sheet = await review(week, { lines: [...approve(first!), ...dispute(second!)] });
      expect(sheet).toMatchObject({
        state: 'submitted',
        minutesByState: { approved: 480, disputed: 420, submitted: 300 },
        approvesItselfAt: '2026-03-11T18:00:00.000Z',
      });
      expect(await test.told(linesApproved)).toEqual([
        {
          sheetId: week.sheet.id,
          placementId: week.placementId,
          clientId: week.client.clientId,
          expertId: week.expert.expertId,
          week: monday,
          lines: [
            {
              entryId: first,
              taskId: week.taskId,
              taskTitle: 'Checkout',
              estimateMinutes: 6_000,
              workedOn: monday,
              minutes: 480,
              correctsEntryId: null,
              approvedAt: '2026-03-06T18:00:00.000Z',
              approvedBy: 'Carl Client',
              how: 'client',
            },
          ],
        },
      ]);
      // Three working days after Friday.
      const answerBy = '2026-03-11T18:00:00.000Z';
      expect(await test.told(lineDisputed)).toEqual([
        expect.objectContaining({ entryId: second, minutes: 420, reason: 'Too long', answerBy }),
      ]);
      expect(await test.ask(getEntry, week.client, { id: first! })).toMatchObject({
        state: 'approved',
        decision: { at: '2026-03-06T18:00:00.000Z', by: 'Carl Client', how: 'client', reason: null },
      });
      expect(await test.ask(getEntry, week.expert, { id: second! })).toMatchObject({
        state: 'disputed',
        decision: null,
        dispute: { reason: 'Too long', answerBy, answer: null, answeredAt: null },
      });
      await review(week, { lines: approve(third!) });
      expect(await sheetNow(test, week)).toMatchObject({ state: 'submitted', approvesItselfAt: null });
    });

    it('by an AE only with the client’s written decision, by nobody else at all', async () => {
      const week = await aSubmittedWeek(test);
      const all = { id: week.sheet.id, approveRest: true };
      for (const actor of [week.expert, anAdmin()])
        expect(await refusedAs(test, reviewSheet, actor, all)).toBe('timesheet.only-the-client-decides');
      expect(await refusedAs(test, reviewSheet, anAe(), all)).toBe('timesheet.evidence-missing evidence');
      expect(await review(week, { approveRest: true, evidence: 'E-mail of March 6th' }, anAe())).toMatchObject({
        state: 'approved',
        approvesItselfAt: null,
      });
      expect(await test.ask(getEntry, week.expert, { id: week.lines[0]!.id })).toMatchObject({
        decision: { how: 'evidence', reason: 'E-mail of March 6th', by: 'Ann Executive' },
      });
    });

    it('once: what is decided stays so, and a stranger’s line is unknown', async () => {
      const week = await aSubmittedWeek(test);
      const other = await aSubmittedWeek(test);
      const [first] = week.lines.map(({ id }) => id);
      await review(week, { lines: approve(first!) });
      const refused = (what: object) => refusedAs(test, reviewSheet, week.client, { id: week.sheet.id, ...what });
      expect(await refused({ lines: approve(first!) })).toBe('timesheet.line-already-decided');
      expect(await refused({ lines: dispute(first!) })).toBe('timesheet.line-already-decided');
      expect(await refused({ lines: approve(other.lines[0]!.id) })).toBe('timesheet.line-unknown');
      expect(await refused({})).toBe('timesheet.nothing-to-decide');
      expect(await statesOf(other)).toEqual(['submitted', 'submitted']);
    });

    it('as it was seen: a sheet that changed since is 412', async () => {
      const week = await aSubmittedWeek(test);
      const { version } = week.sheet;
      await test.ask(returnSheet, week.client, { id: week.sheet.id, reason: 'Split the day' });
      await test.ask(changeEntry, week.expert, { id: week.lines[0]!.id, version: 1, change: { minutes: 999 } });
      await test.ask(submitSheet, week.expert, { placementId: week.placementId, week: monday });
      const seen = { id: week.sheet.id, approveRest: true, version };
      expect(await refusedAs(test, reviewSheet, week.client, seen)).toBe('request.stale');
      const { version: now } = await sheetNow(test, week);
      expect(await test.ask(reviewSheet, week.client, { ...seen, version: now })).toMatchObject({ state: 'approved' });
    });

    it('in events of at most 500 lines, however many there are', async () => {
      const board = await aBoard(test);
      const { id: taskId } = await aTask(test, board);
      const { sheetId } = await someHours(test, board, taskId, { day: monday, minutes: 1 });
      await test.query(
        `insert into entries (id, sheet_id, placement_id, client_id, expert_id, task_id, week, day, minutes, note, source,
           created_at, updated_by, updated_at)
         select gen_random_uuid(), sheet_id, placement_id, client_id, expert_id, task_id, week, day, 1, '', 'manual', now(), '', now()
         from entries, generate_series(1, 1100) where sheet_id = $1`,
        [sheetId],
      );
      await test.ask(submitSheet, board.expert, { placementId: board.placementId, week: monday });
      await test.ask(reviewSheet, board.client, { id: sheetId, approveRest: true });
      const events = await test.told(linesApproved);
      expect(events.map(({ lines }) => lines.length)).toEqual([500, 500, 101]);
      expect(new Set(events.flatMap(({ lines }) => lines.map(({ entryId }) => entryId))).size).toBe(1_101);
    });
  });

  describe('TS-8: over the weekly cap', () => {
    it('is shown, and billed only if the client accepts it', async () => {
      const week = await aSubmittedWeek(test, [600, 600], { weeklyCapMinutes: 1_000 });
      expect(week.sheet).toMatchObject({ weeklyCapMinutes: 1_000, overCapMinutes: 200 });
      const [first, second] = week.lines.map(({ id }) => id);
      const all = { id: week.sheet.id, approveRest: true };
      expect(await refusedAs(test, reviewSheet, week.client, all)).toBe('timesheet.over-the-cap acceptOverCap');
      expect(await statesOf(week)).toEqual(['submitted', 'submitted']);
      await review(week, { lines: approve(first!) });
      expect(await refusedAs(test, reviewSheet, week.client, all)).toBe('timesheet.over-the-cap acceptOverCap');
      expect(await review(week, { lines: approve(second!), acceptOverCap: true })).toMatchObject({
        state: 'approved',
        overCapMinutes: 200,
      });
    });

    it('waits when the rest approves itself', async () => {
      const week = await aSubmittedWeek(test, [600, 600, 300], { weeklyCapMinutes: 1_000 });
      await test.until('2026-03-12T00:00:00Z');
      expect(await statesOf(week)).toEqual(['approved', 'submitted', 'approved']);
      expect(await sheetNow(test, week)).toMatchObject({ state: 'submitted', approvesItselfAt: null });
      expect(await review(week, { approveRest: true, acceptOverCap: true })).toMatchObject({ state: 'approved' });
    });

    it('is asked about when a dispute ends in approval, too', async () => {
      const week = await aSubmittedWeek(test, [600, 600], { weeklyCapMinutes: 1_000 });
      const [first, second] = week.lines.map(({ id }) => id);
      await review(week, { lines: [...approve(first!), ...dispute(second!)] });
      const outcome = { entryId: second!, outcome: 'approved' as const, reason: 'Agreed on the phone' };
      expect(await refusedAs(test, decideDispute, anAe(), outcome)).toBe('timesheet.over-the-cap acceptOverCap');
      expect(await test.ask(decideDispute, anAe(), { ...outcome, acceptOverCap: true })).toMatchObject({
        state: 'approved',
      });
    });
  });

  describe('is returned', () => {
    it('with its undecided lines open again; what was approved stays', async () => {
      const week = await aSubmittedWeek(test, [480, 420]);
      const [first, second] = week.lines.map(({ id }) => id);
      await review(week, { lines: approve(first!) });
      const returned = await test.ask(returnSheet, week.client, { id: week.sheet.id, reason: 'Which ticket?' });
      expect(returned).toMatchObject({
        state: 'returned',
        returnedReason: 'Which ticket?',
        approvesItselfAt: null,
        minutesByState: { approved: 480, open: 420 },
      });
      expect(await test.told(sheetReturned)).toEqual([expect.objectContaining({ reason: 'Which ticket?' })]);

      const change = (id: string) => ({ id, version: 1, change: { note: 'SHOP-12' } });
      expect(await refusedAs(test, changeEntry, week.expert, change(first!))).toBe('timesheet.line-locked');
      expect(await refusedAs(test, removeEntry, week.expert, { id: first!, version: 1 })).toBe('timesheet.line-locked');
      expect(await test.ask(changeEntry, week.expert, change(second!))).toMatchObject({ note: 'SHOP-12' });
      await someHours(test, week, week.taskId, { day: '2026-03-05', minutes: 60 });
      expect(await refusedAs(test, reviewSheet, week.client, { id: week.sheet.id, lines: approve(second!) })).toBe(
        'timesheet.line-not-submitted',
      );

      await test.until('2026-03-20T00:00:00Z');
      expect(await statesOf(week)).toEqual(['approved', 'open', 'open']);
      const again = await test.ask(submitSheet, week.expert, { placementId: week.placementId, week: monday });
      expect(again).toMatchObject({
        state: 'submitted',
        returnedReason: null,
        approvesItselfAt: '2026-03-25T00:00:00.000Z',
        minutesByState: { approved: 480, submitted: 480 },
      });
    });

    it('and is what its lines are when the open ones are taken away', async () => {
      const week = await aSubmittedWeek(test, [480, 420]);
      await review(week, { lines: approve(week.lines[0]!.id) });
      await test.ask(returnSheet, anAe(), { id: week.sheet.id, reason: 'Not ours' });
      await test.ask(removeEntry, week.expert, { id: week.lines[1]!.id, version: 1 });
      expect(await sheetNow(test, week)).toMatchObject({ state: 'approved', minutes: 480 });
    });

    it('never when nothing waits, nor by the expert', async () => {
      const week = await aSubmittedWeek(test);
      const back = { id: week.sheet.id, reason: 'Why not' };
      expect(await refusedAs(test, returnSheet, week.expert, back)).toBe('access.role');
      await review(week, { approveRest: true });
      expect(await refusedAs(test, returnSheet, week.client, back)).toBe('timesheet.nothing-to-decide');
    });
  });

  describe('has disputes', () => {
    const disputedWeek = async (): Promise<TestWeek & { disputed: string }> => {
      const week = await aSubmittedWeek(test, [480, 420]);
      const [first, second] = week.lines.map(({ id }) => id);
      await review(week, { lines: [...approve(first!), ...dispute(second!)] });
      return { ...week, disputed: second! };
    };

    it('which the expert answers and the AE decides', async () => {
      const { disputed, ...week } = await disputedWeek();
      await test.until('2026-03-09T10:00:00Z');
      expect(await test.ask(answerDispute, week.expert, { entryId: disputed, answer: 'A long call' })).toMatchObject({
        dispute: { answer: 'A long call', answeredAt: '2026-03-09T10:00:00.000Z' },
      });
      await test.until('2026-03-12T00:00:00Z');
      expect(await test.told(disputeOverdue)).toEqual([]);
      const outcome = { entryId: disputed, outcome: 'approved' as const, reason: 'The call is on record' };
      for (const actor of [week.client, week.expert, anAdmin()])
        expect(await refusedAs(test, decideDispute, actor, outcome)).toBe('access.role');
      expect(await test.ask(decideDispute, anAe(), outcome)).toMatchObject({
        state: 'approved',
        decision: { how: 'dispute', reason: 'The call is on record', by: 'Ann Executive' },
      });
      expect(await sheetNow(test, week)).toMatchObject({ state: 'approved' });
      expect((await test.told(linesApproved)).map(({ lines }) => lines.map(({ how }) => how))).toEqual([
        ['client'],
        ['dispute'],
      ]);
      expect(await test.told(disputeDecided)).toEqual([
        expect.objectContaining({ entryId: disputed, outcome: 'approved' }),
      ]);
      expect(await refusedAs(test, decideDispute, anAe(), outcome)).toBe('timesheet.not-disputed');
    });

    it('which end in rejection: the hours stay reported and are not paid', async () => {
      const { disputed, ...week } = await disputedWeek();
      await test.ask(decideDispute, anAe(), { entryId: disputed, outcome: 'rejected', reason: 'Not agreed' });
      expect(await sheetNow(test, week)).toMatchObject({
        state: 'approved',
        minutes: 480,
        minutesByState: { approved: 480, rejected: 420 },
      });
      expect(await test.ask(getTask, week.expert, { id: week.taskId })).toMatchObject({ reportedMinutes: 900 });
      expect(await test.told(linesApproved)).toHaveLength(1);
    });

    it('which are told as overdue after three working days without an answer', async () => {
      const { disputed } = await disputedWeek();
      await test.until('2026-03-11T17:59:00Z');
      expect(await test.told(disputeOverdue)).toEqual([]);
      await test.until('2026-03-11T18:00:00Z');
      expect(await test.told(disputeOverdue)).toEqual([
        expect.objectContaining({ entryId: disputed, answerBy: '2026-03-11T18:00:00.000Z' }),
      ]);
    });

    it('which the expert alone answers', async () => {
      const { disputed, ...week } = await disputedWeek();
      const answer = { entryId: disputed, answer: 'Me' };
      for (const actor of [week.client, anAe()])
        expect(await refusedAs(test, answerDispute, actor, answer)).toBe('access.role');
      const approved = { ...answer, entryId: week.lines[0]!.id };
      expect(await refusedAs(test, answerDispute, week.expert, approved)).toBe('timesheet.not-disputed');
    });
  });

  describe('unanswered', () => {
    it('is reminded after three days and approves itself after five, marked so', async () => {
      const week = await aSubmittedWeek(test);
      await test.until('2026-03-09T17:59:00Z');
      expect(await test.told(sheetReminded)).toEqual([]);
      await test.until('2026-03-09T18:00:00Z');
      expect(await test.told(sheetReminded)).toEqual([
        expect.objectContaining({ sheetId: week.sheet.id, approvesItselfAt: '2026-03-11T18:00:00.000Z' }),
      ]);
      await test.until('2026-03-11T17:59:00Z');
      expect(await statesOf(week)).toEqual(['submitted', 'submitted']);
      await test.until('2026-03-30T00:00:00Z');
      expect(await statesOf(week)).toEqual(['approved', 'approved']);
      expect(await sheetNow(test, week)).toMatchObject({ state: 'approved', approvesItselfAt: null });
      expect(await test.ask(getEntry, week.client, { id: week.lines[0]!.id })).toMatchObject({
        decision: { how: 'automatic', by: 'Shoreline', at: '2026-03-11T18:00:00.000Z' },
      });
      expect(await test.told(sheetReminded)).toHaveLength(1);
      expect(await test.query('select from timer')).toEqual([]);
    });

    it('disputed lines do not approve themselves', async () => {
      const week = await aSubmittedWeek(test);
      await review(week, { lines: dispute(week.lines[0]!.id) });
      await test.until('2026-03-30T00:00:00Z');
      expect(await statesOf(week)).toEqual(['disputed', 'approved']);
    });

    it('is neither reminded nor approved once it was decided', async () => {
      const week = await aSubmittedWeek(test);
      await review(week, { approveRest: true });
      expect(await test.query('select from timer')).toEqual([]);
      await test.until('2026-03-30T00:00:00Z');
      expect(await test.told(sheetReminded)).toEqual([]);
      expect(await test.told(linesApproved)).toHaveLength(1);
    });
  });

  describe('is settled', () => {
    it('when payments settled its last approved line', async () => {
      const week = await aSubmittedWeek(test);
      const [first, second] = week.lines.map(({ id }) => id);
      await review(week, { approveRest: true });
      await settle([first!]);
      expect(await sheetNow(test, week)).toMatchObject({
        state: 'approved',
        minutesByState: { approved: 480, settled: 480 },
      });
      const { version } = await sheetNow(test, week);
      await settle([second!]);
      expect(await sheetNow(test, week)).toMatchObject({ state: 'settled', version: version + 1 });
      await settle([first!, second!, newId()]);
      expect(await statesOf(week)).toEqual(['settled', 'settled']);
    });

    it('PM-12: what was ever approved is counted by placement, for the reconciliation', async () => {
      const week = await aSubmittedWeek(test, [480, 420, 60]);
      await aSubmittedWeek(test);
      await review(week, { lines: approve(week.lines[0]!.id, week.lines[1]!.id) });
      await settle([week.lines[0]!.id]);
      const { items } = await test.ask(approvedTotals, anAdmin(), {});
      expect(items).toEqual([{ placementId: week.placementId, lines: 2, minutes: 900 }]);
      for (const actor of [week.client, week.expert, anAe()])
        expect(await refusedAs(test, approvedTotals, actor, {})).toBe('access.role');
    });
  });

  it('is listed by state and week, page by page, sorted by submission with unsubmitted ones last', async () => {
    const week = await aSubmittedWeek(test);
    await test.until('2026-03-09T20:00:00Z');
    await someHours(test, week, week.taskId, { day: '2026-03-09', minutes: 60 });
    await test.ask(recordEntry, week.expert, { taskId: week.taskId, day: '2026-03-09', minutes: 30 });
    const weeks = async (filter: object, actor = week.client) =>
      (await test.ask(listSheets, actor, filter)).items.map((sheet) => sheet.week);
    expect(await weeks({})).toEqual(['2026-03-09', monday]);
    expect(await weeks({ sort: 'week' })).toEqual([monday, '2026-03-09']);
    expect(await weeks({ state: 'open', placementId: week.placementId })).toEqual(['2026-03-09']);
    expect(await weeks({ week: monday, expertId: week.expert.expertId }, anAdmin())).toEqual([monday]);
    const first = await test.ask(listSheets, week.client, { sort: 'submittedAt', limit: 1 });
    expect(first.items.map((sheet) => sheet.week)).toEqual([monday]);
    expect(await weeks({ sort: 'submittedAt', limit: 1, cursor: first.nextCursor! })).toEqual(['2026-03-09']);
    const last = await test.ask(listSheets, week.client, { sort: '-submittedAt', limit: 1 });
    expect(last.items.map((sheet) => sheet.week)).toEqual(['2026-03-09']);
    expect(await weeks({ sort: '-submittedAt', limit: 1, cursor: last.nextCursor! })).toEqual([monday]);
  });
});
