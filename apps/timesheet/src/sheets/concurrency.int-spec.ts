import {
  changeEntry,
  correctEntry,
  decideDispute,
  listEntries,
  recordEntry,
  removeEntry,
  returnSheet,
  reviewSheet,
  submitSheet,
  timesheetEvents,
} from '#libs/contracts';
import { DomainError } from '#libs/errors';
import type { TestService } from '#libs/testing';
import { anAe, aSubmittedWeek, aBoard, aTask, sheetNow, someHours, type TestWeek } from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';

const { linesApproved } = timesheetEvents;

/** `done`, or the code of the refusal, of everything that was asked for at once. */
const outcomes = async (asked: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(asked))
    .map((result) => {
      if (result.status === 'fulfilled') return 'done';
      if (result.reason instanceof DomainError) return result.reason.code;
      throw result.reason;
    })
    .toSorted();

describe('TS-6, TS-7: at the same moment', () => {
  let test: TestService;
  let week: TestWeek;
  beforeAll(async () => {
    test = await startTimesheet();
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    await test.query('delete from outbox');
    week = await aSubmittedWeek(test);
  });

  const approveAs = (actor = week.client, evidence?: string) =>
    test.ask(reviewSheet, actor, { id: week.sheet.id, approveRest: true, ...(evidence && { evidence }) });
  const rounds = Array.from({ length: 5 }, (_, n) => n);

  it.each(rounds)('two AEs approve: one does, the other gets 409 (%i)', async () => {
    const decided = await outcomes([approveAs(anAe(), 'E-mail'), approveAs(anAe(), 'E-mail')]);
    expect(decided).toEqual(['done', 'timesheet.nothing-to-decide']);
    expect((await test.told(linesApproved)).map(({ lines }) => lines.length)).toEqual([2]);
  });

  it.each(rounds)('one approves a line, the other disputes it: one wins (%i)', async () => {
    const [line] = week.lines;
    const decide = (decision: 'approve' | 'dispute') =>
      test.ask(reviewSheet, week.client, {
        id: week.sheet.id,
        lines: [
          decision === 'approve' ? { entryId: line!.id, decision } : { entryId: line!.id, decision, reason: 'No' },
        ],
      });
    expect(await outcomes([decide('approve'), decide('dispute')])).toEqual(['done', 'timesheet.line-already-decided']);
  });

  it.each(rounds)('approving against returning: one wins (%i)', async () => {
    const returned = test.ask(returnSheet, anAe(), { id: week.sheet.id, reason: 'Wait' });
    expect(await outcomes([approveAs(), returned])).toEqual(['done', 'timesheet.nothing-to-decide']);
    expect(['approved', 'returned']).toContain((await sheetNow(test, week)).state);
  });

  it.each(rounds)('TS-7: editing against approving: who comes second is refused (%i)', async () => {
    const id = week.lines[0]!.id;
    await test.ask(returnSheet, week.client, { id: week.sheet.id, reason: 'Again' });
    const { version } = await sheetNow(test, week);
    const resubmit = test.ask(submitSheet, week.expert, { placementId: week.placementId, week: monday });
    const edit = test.ask(changeEntry, week.expert, { id, version: 1, change: { minutes: 1 } });
    const approve = test.ask(reviewSheet, week.client, { id: week.sheet.id, approveRest: true, version });
    const decided = await Promise.allSettled([resubmit, edit, approve]);
    expect(decided[0]).toMatchObject({ status: 'fulfilled' });
    expect(decided[2]).toMatchObject({
      status: 'rejected',
      reason: { kind: expect.stringMatching(/conflict|precondition-failed/) },
    });
    const wasEdited = decided[1].status === 'fulfilled';
    if (!wasEdited) expect(decided[1]).toMatchObject({ reason: { code: 'timesheet.week-locked' } });
    const { items } = await test.ask(listEntries, week.client, { sheetId: week.sheet.id });
    expect(items.find((line) => line.id === id)).toMatchObject({ state: 'submitted', minutes: wasEdited ? 1 : 480 });
  });

  it.each(rounds)('TS-7: hours recorded while the week is submitted are in it, or refused (%i)', async () => {
    const board = await aBoard(test);
    const { id: taskId } = await aTask(test, board);
    await someHours(test, board, taskId);
    const record = (day: string) => test.ask(recordEntry, board.expert, { taskId, day, minutes: 30 });
    const submit = test.ask(submitSheet, board.expert, { placementId: board.placementId, week: monday });
    await outcomes([record('2026-03-03'), submit, record('2026-03-04'), record('2026-03-05')]);
    const states = await test.query<{ state: string }>('select distinct state from entries where placement_id = $1', [
      board.placementId,
    ]);
    expect(states).toEqual([{ state: 'submitted' }]);
  });

  it('taking the last open line away and approving the rest leave no open question', async () => {
    const returned = async () => {
      const own = await aSubmittedWeek(test);
      const [first, second] = own.lines.map(({ id }) => id) as [string, string];
      const review = (what: object) => test.ask(reviewSheet, own.client, { id: own.sheet.id, ...what });
      await review({ lines: [{ entryId: first, decision: 'approve' }] });
      await test.ask(correctEntry, own.expert, { id: first, minutes: 10, note: 'x' });
      await test.ask(returnSheet, own.client, { id: own.sheet.id, reason: 'Not ours' });
      const remove = () => test.ask(removeEntry, own.expert, { id: second, version: 1 });
      return { own, both: () => [review({ approveRest: true }), remove()] };
    };
    const weeks = [];
    for (let n = 0; n < 12; n++) weeks.push(await returned());
    expect(new Set(await outcomes(weeks.flatMap(({ both }) => both())))).toEqual(new Set(['done']));
    for (const { own } of weeks)
      expect(await sheetNow(test, own)).toMatchObject({ state: 'approved', minutesByState: { approved: 490 } });
  });

  it.each(rounds)('a dispute is decided once (%i)', async () => {
    const entryId = week.lines[0]!.id;
    await test.ask(reviewSheet, week.client, {
      id: week.sheet.id,
      lines: [{ entryId, decision: 'dispute', reason: 'No' }],
    });
    const decide = (outcome: 'approved' | 'rejected') =>
      test.ask(decideDispute, anAe(), { entryId, outcome, reason: 'So' });
    expect(await outcomes([decide('approved'), decide('rejected')])).toEqual(['done', 'timesheet.not-disputed']);
  });

  it.each(rounds)('corrections, approvals and removals end in sums that agree, without a deadlock (%i)', async () => {
    await approveAs();
    const [first, second] = week.lines.map(({ id }) => id);
    const correct = (id: string, minutes: number) => test.ask(correctEntry, week.expert, { id, minutes, note: 'x' });
    const other = await aBoard(test, { expert: week.expert });
    const hours = await someHours(test, other, (await aTask(test, other)).id, { day: monday, minutes: 10 });
    await outcomes([
      correct(first!, 20),
      correct(second!, -20),
      correct(first!, -5),
      approveAs(),
      approveAs(anAe(), 'E-mail'),
      test.ask(removeEntry, week.expert, { id: hours.id, version: 1 }),
      correct(second!, 7),
    ]);
    await outcomes([approveAs()]);
    const wrong = await test.query(
      `select id from tasks where reported_minutes <> (select coalesce(sum(reported_minutes), 0) from entries where task_id = tasks.id)
       union all select expert_id from expert_days where minutes <> (select coalesce(sum(reported_minutes), 0) from entries e
         where (e.expert_id, e.day) = (expert_days.expert_id, expert_days.day))`,
    );
    expect(wrong).toEqual([]);
    expect((await sheetNow(test, week)).minutes).toBe(962);
  });
});
