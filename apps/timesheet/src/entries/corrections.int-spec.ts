import {
  changeEntry,
  correctEntry,
  decideDispute,
  getSheet,
  getTask,
  listEntries,
  moveTask,
  recordEntry,
  removeEntry,
  returnSheet,
  reviewSheet,
  timesheetEvents,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import {
  aBoard,
  anAdmin,
  anAe,
  aSubmittedWeek,
  aTask,
  sheetNow,
  someHours,
  type TestWeek,
} from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';
import { refusedAs } from '../test-support/refusals.js';

describe('TS-7: an approved line is put right by a correction', () => {
  let test: TestService;
  let week: TestWeek;
  let line: string;
  beforeEach(async () => {
    test = await startTimesheet();
    week = await aSubmittedWeek(test, [480, 420]);
    line = week.lines[0]!.id;
    await test.ask(reviewSheet, week.client, { id: week.sheet.id, lines: [{ entryId: line, decision: 'approve' }] });
  });
  afterEach(() => test.stop());

  const correct = (minutes: number, id = line, actor = week.expert) =>
    test.ask(correctEntry, actor, { id, minutes, note: 'Misread the clock' });
  const refused = (minutes: number, id = line, actor = week.expert) =>
    refusedAs(test, correctEntry, actor, { id, minutes, note: 'Misread the clock' });
  const approveAll = (extra: object = {}) =>
    test.ask(reviewSheet, week.client, { id: week.sheet.id, approveRest: true, ...extra });
  const reported = async () => (await test.ask(getTask, week.expert, { id: week.taskId })).reportedMinutes;
  const minutesOnMonday = async () =>
    (await test.query<{ minutes: number }>('select minutes from expert_days where day = $1', [monday]))[0]?.minutes;

  it('upwards: a line of its own, which counts at once and is approved like any other', async () => {
    await approveAll();
    const correction = await correct(30);
    expect(correction).toMatchObject({
      minutes: 30,
      day: monday,
      source: 'correction',
      state: 'submitted',
      correctsEntryId: line,
      taskId: week.taskId,
      startedAt: null,
    });
    expect(await reported()).toBe(930);
    expect(await sheetNow(test, week)).toMatchObject({
      state: 'submitted',
      minutesByState: { approved: 900, submitted: 30 },
      approvesItselfAt: '2026-03-11T18:00:00.000Z',
    });
    await approveAll();
    const events = await test.told(timesheetEvents.linesApproved);
    expect(events.at(-1)!.lines).toEqual([
      expect.objectContaining({ entryId: correction.id, minutes: 30, correctsEntryId: line, workedOn: monday }),
    ]);
    expect(await sheetNow(test, week)).toMatchObject({ state: 'approved', minutes: 930 });
  });

  it('downwards: the hours stand until it is approved', async () => {
    await correct(-100);
    expect([await reported(), await minutesOnMonday()]).toEqual([900, 480]);
    await approveAll();
    expect([await reported(), await minutesOnMonday()]).toEqual([800, 380]);
  });

  it('by an AE too, with the reason; by nobody else', async () => {
    expect(await correct(-10, line, anAe())).toMatchObject({ updatedBy: 'Ann Executive' });
    for (const actor of [week.client, anAdmin()]) expect(await refused(-10, line, actor)).toBe('access.role');
  });

  it('never below zero, however those on their way are decided', async () => {
    expect(await refused(-481)).toBe('timesheet.correction-too-large minutes');
    await correct(-400);
    expect(await refused(-81)).toBe('timesheet.correction-too-large minutes');
    await correct(60);
    expect(await refused(-81)).toBe('timesheet.correction-too-large minutes');
    await correct(-80);
    await approveAll();
    expect(await correct(-60)).toMatchObject({ minutes: -60 });
  });

  it('not of what is not approved, nor of a correction, nor by nothing', async () => {
    const [, waiting] = week.lines;
    expect(await refused(-10, waiting!.id)).toBe('timesheet.not-approved');
    expect(await refused(0)).toBe('timesheet.minutes-zero minutes');
    const { id } = await correct(10);
    await approveAll();
    expect(await refused(-10, id)).toBe('timesheet.is-a-correction');
  });

  it('two at once never take more than the line has', async () => {
    const results = await Promise.allSettled([correct(-300), correct(-300), correct(-300)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps within the day', async () => {
    expect(await refused(961)).toBe('timesheet.day-too-long minutes');
    await correct(960);
  });

  it('is neither changed nor removed, and does not open the week', async () => {
    const { id } = await correct(10);
    await test.ask(returnSheet, week.client, { id: week.sheet.id, reason: 'The rest' });
    expect(await sheetNow(test, week)).toMatchObject({
      state: 'returned',
      minutesByState: { submitted: 10, open: 420 },
    });
    expect(await refusedAs(test, changeEntry, week.expert, { id, version: 1, change: { note: 'x' } })).toBe(
      'timesheet.line-locked',
    );
    expect(await refusedAs(test, removeEntry, week.expert, { id, version: 1 })).toBe('timesheet.line-locked');
    await correct(-5);
    expect(await sheetNow(test, week)).toMatchObject({ state: 'returned', returnedReason: 'The rest' });
    await test.until('2026-03-20T00:00:00Z');
    expect(await sheetNow(test, week)).toMatchObject({
      state: 'returned',
      minutesByState: { approved: 485, open: 420 },
    });
  });

  it('that is disputed and rejected never happened, also when the day is full by then', async () => {
    const [plus, minus] = [await correct(60), await correct(-480)];
    const dispute = [plus, minus].map(({ id }) => ({ entryId: id, decision: 'dispute' as const, reason: 'No' }));
    await test.ask(reviewSheet, week.client, { id: week.sheet.id, lines: dispute });
    const other = await aBoard(test, { expert: week.expert });
    const { id: taskId } = await aTask(test, other);
    await someHours(test, other, taskId, { day: monday, minutes: 900 });
    expect(await refusedAs(test, recordEntry, week.expert, { taskId, day: monday, minutes: 1 })).toBe(
      'timesheet.day-too-long minutes',
    );
    for (const { id } of [plus, minus])
      await test.ask(decideDispute, anAe(), { entryId: id, outcome: 'rejected', reason: 'As the client says' });
    expect([await reported(), await minutesOnMonday()]).toEqual([900, 1_380]);
    const { items } = await test.ask(listEntries, week.expert, { source: 'correction', sheetId: week.sheet.id });
    expect(items.map(({ state }) => state)).toEqual(['rejected', 'rejected']);
  });

  it('TS-2: that takes the last hours of a done task puts it back in progress, also by itself', async () => {
    await approveAll();
    await test.ask(moveTask, week.expert, { id: week.taskId, column: 'done' });
    for (const { id, minutes } of week.lines) await correct(-minutes, id);
    await test.until('2026-03-20T00:00:00Z');
    expect(await test.ask(getTask, week.client, { id: week.taskId })).toMatchObject({
      column: 'in-progress',
      reportedMinutes: 0,
    });
    expect(await test.ask(getSheet, week.client, { id: week.sheet.id })).toMatchObject({
      state: 'approved',
      minutes: 0,
    });
  });
});
