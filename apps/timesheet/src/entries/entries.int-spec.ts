import {
  changeEntry,
  getEntry,
  getTask,
  listEntries,
  moveTask,
  recordEntry,
  removeEntry,
  submitSheet,
  timesheetEvents,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { aBoard, anAdmin, anAe, anExpert, aTask, someHours, type TestBoard } from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';
import { refused, refusedAs } from '../test-support/refusals.js';

const overlap = 'timesheet.overlap startedAt';
const span = (startedAt: string, endedAt: string) => ({ startedAt: `2026-${startedAt}Z`, endedAt: `2026-${endedAt}Z` });

describe('TS-4: hours by hand', () => {
  let test: TestService;
  let board: TestBoard;
  let taskId: string;
  beforeAll(async () => {
    test = await startTimesheet('2026-12-04T18:00:00Z');
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    board = await aBoard(test);
    ({ id: taskId } = await aTask(test, board));
  });

  const record = (hours: Parameters<typeof someHours>[3], on = board, of = taskId) =>
    test.ask(recordEntry, on.expert, { taskId: of, ...hours! });
  const refusedHours = (hours: object) => refusedAs(test, recordEntry, board.expert, { taskId, ...hours });
  /** What the tables keep beside the entries agrees with them. */
  const expectTotalsToAgree = async () => {
    const wrong = await test.query(
      `select 'task', id::text from tasks where reported_minutes <>
         (select coalesce(sum(reported_minutes), 0) from entries where task_id = tasks.id)
       union all
       select 'day', day::text from expert_days where minutes <>
         (select coalesce(sum(reported_minutes), 0) from entries e where (e.expert_id, e.day) = (expert_days.expert_id, expert_days.day))`,
    );
    expect(wrong).toEqual([]);
  };
  afterEach(expectTotalsToAgree);

  it('are a line of the weekly sheet', async () => {
    const { items } = await record({ day: monday, minutes: 90, note: '  Basket ' });
    expect(items).toEqual([
      {
        id: expect.any(String),
        placementId: board.placementId,
        sheetId: expect.any(String),
        taskId,
        taskTitle: 'Checkout',
        expertId: board.expert.expertId,
        clientId: board.client.clientId,
        week: monday,
        day: monday,
        minutes: 90,
        startedAt: null,
        endedAt: null,
        note: 'Basket',
        source: 'manual',
        state: 'open',
        correctsEntryId: null,
        decision: null,
        dispute: null,
        createdAt: '2026-12-04T18:00:00.000Z',
        updatedAt: '2026-12-04T18:00:00.000Z',
        updatedBy: 'Ana Šimić',
        version: 1,
      },
    ]);
    expect(await test.ask(getEntry, board.client, { id: items[0]!.id })).toEqual(items[0]);
    expect(await test.ask(getTask, board.client, { id: taskId })).toMatchObject({ reportedMinutes: 90 });
  });

  it.each<[string, object, string]>([
    ['0 minutes', { day: monday, minutes: 0 }, 'timesheet.minutes-not-positive minutes'],
    ['-1 minute', { day: monday, minutes: -1 }, 'timesheet.minutes-not-positive minutes'],
    ['25 hours', { day: monday, minutes: 1_500 }, 'timesheet.day-too-long minutes'],
    ['NaN', { day: monday, minutes: NaN }, 'request.invalid minutes'],
    ['1e308 minutes', { day: monday, minutes: 1e308 }, 'request.invalid minutes minutes'],
    ['half a minute', { day: monday, minutes: 0.5 }, 'request.invalid minutes'],
    ['tomorrow', { day: '2026-12-05', minutes: 60 }, 'timesheet.in-the-future day'],
    ['a future end', span('12-04T17:00:00', '12-04T18:01:00'), 'timesheet.in-the-future endedAt'],
    ['a day before the placement', { day: '2026-03-01', minutes: 60 }, 'timesheet.outside-placement day'],
    ['no such day', { day: '2026-02-30', minutes: 60 }, 'request.invalid day'],
    ['a day alone', { day: monday }, 'request.invalid minutes'],
    ['minutes alone', { minutes: 60 }, 'request.invalid day'],
    ['a start alone', { startedAt: '2026-03-02T09:00:00Z' }, 'request.invalid endedAt'],
    ['nothing', {}, 'request.invalid startedAt'],
    ['both kinds', { day: monday, ...span('03-02T09:00:00', '03-02T10:00:00') }, 'request.invalid startedAt'],
    ['an end before the start', span('03-02T10:00:00', '03-02T09:00:00'), 'timesheet.minutes-not-positive endedAt'],
    ['more than 24 hours', span('03-02T10:00:00', '03-03T10:01:00'), 'timesheet.too-long endedAt'],
    ['seconds', span('03-02T10:00:30', '03-02T11:00:00'), 'timesheet.not-whole-minutes startedAt'],
  ])('refuse %s', async (_, hours, refusal) => {
    expect(await refusedHours(hours)).toBe(refusal);
    expect(await test.query('select from entries where task_id = $1', [taskId])).toEqual([]);
    expect(await test.query('select from sheets where placement_id = $1', [board.placementId])).toEqual([]);
  });

  it('fill a day to its last minute, over all boards of the expert', async () => {
    const other = await aBoard(test, { expert: board.expert });
    const { id: otherTask } = await aTask(test, other);
    await record({ day: monday, minutes: 1_000 });
    expect(await refusedHours({ day: monday, minutes: 441 })).toBe('timesheet.day-too-long minutes');
    await record({ day: monday, minutes: 440 }, other, otherTask);
    expect(await refusedHours({ day: monday, minutes: 1 })).toBe('timesheet.day-too-long minutes');
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 1_380],
    ['America/New_York', '2026-11-01', 1_500],
    ['Australia/Lord_Howe', '2026-10-04', 1_410],
    ['Australia/Lord_Howe', '2026-04-05', 1_470],
  ])('in %s, %s has %i minutes', async (timeZone, day, minutes) => {
    board = await aBoard(test, { timeZone });
    ({ id: taskId } = await aTask(test, board));
    await record({ day, minutes });
    expect(await refusedHours({ day, minutes: 1 })).toBe('timesheet.day-too-long minutes');
  });

  it('TS-4: no two stretches overlap, by a minute or entirely; adjacent ones do not', async () => {
    await record(span('03-02T09:00:00', '03-02T10:00:00'));
    await record(span('03-02T10:00:00', '03-02T11:00:00'));
    await record(span('03-02T08:59:00', '03-02T09:00:00'));
    for (const taken of [
      span('03-02T10:59:00', '03-02T12:00:00'),
      span('03-02T08:00:00', '03-02T09:01:00'),
      span('03-02T09:10:00', '03-02T09:20:00'),
      span('03-02T08:00:00', '03-02T12:00:00'),
    ])
      expect(await refusedHours(taken)).toBe(overlap);
    await record({ day: monday, minutes: 600 });
  });

  it("TS-4: the database refuses an overlap, on another board too, and another expert's is none", async () => {
    await record(span('03-02T09:00:00', '03-02T10:00:00'));
    const other = await aBoard(test, { expert: board.expert });
    const onOther = { taskId: (await aTask(test, other)).id, ...span('03-02T09:59:00', '03-02T10:30:00') };
    expect(await refusedAs(test, recordEntry, board.expert, onOther)).toBe(overlap);
    const stranger = await aBoard(test, { expert: anExpert() });
    await record(span('03-02T09:00:00', '03-02T10:00:00'), stranger, (await aTask(test, stranger)).id);
    await expect(
      test.query(
        `insert into entries (id, sheet_id, placement_id, client_id, expert_id, task_id, week, day, minutes, started_at, ended_at,
           note, source, created_at, updated_by, updated_at)
         select gen_random_uuid(), sheet_id, placement_id, client_id, expert_id, task_id, week, day, 1,
           started_at, started_at + interval '1 minute', '', 'manual', now(), '', now() from entries where task_id = $1`,
        [taskId],
      ),
    ).rejects.toThrow('entry_no_overlap');
  });

  it('TS-4: across midnight they are one entry a day, in the sheets of their weeks', async () => {
    const { items } = await record(span('03-08T22:00:00', '03-09T00:30:00'));
    expect(items.map(({ day, week, minutes }) => [day, week, minutes])).toEqual([
      ['2026-03-08', '2026-03-02', 60],
      ['2026-03-09', '2026-03-09', 90],
    ]);
    expect(items[0]!.endedAt).toBe('2026-03-08T23:00:00.000Z');
  });

  it('TS-4: both parts come in, or none', async () => {
    await record({ day: '2026-03-09', minutes: 1_400 });
    expect(await refusedHours(span('03-08T22:00:00', '03-09T00:30:00'))).toBe('timesheet.day-too-long minutes');
    expect(await test.query('select from entries where task_id = $1', [taskId])).toHaveLength(1);
  });

  it.each<[string, [string, string], [string, number][]]>([
    [
      'Europe/Berlin',
      ['03-28T22:30:00', '03-29T02:00:00'],
      [
        ['2026-03-28', 30],
        ['2026-03-29', 180],
      ],
    ],
    [
      'America/New_York',
      ['11-01T03:30:00', '11-01T07:00:00'],
      [
        ['2026-10-31', 30],
        ['2026-11-01', 180],
      ],
    ],
    [
      'Australia/Lord_Howe',
      ['04-04T12:30:00', '04-04T16:00:00'],
      [
        ['2026-04-04', 30],
        ['2026-04-05', 180],
      ],
    ],
  ])('TS-4: over the clock change in %s, %j are exact', async (timeZone, [from, to], expected) => {
    board = await aBoard(test, { timeZone });
    const { items } = await record(span(from, to), board, (await aTask(test, board)).id);
    expect(items.map(({ day, minutes }) => [day, minutes])).toEqual(expected);
  });

  it('TS-7: a submitted week takes no more, and loses nothing', async () => {
    const entry = await someHours(test, board, taskId);
    await test.ask(submitSheet, board.expert, { placementId: board.placementId, week: monday });
    const locked = 'timesheet.week-locked';
    expect(await refusedHours({ day: '2026-03-05', minutes: 60 })).toBe(locked);
    expect(await refusedAs(test, changeEntry, board.expert, { id: entry.id, version: 1, change: { note: 'x' } })).toBe(
      locked,
    );
    expect(await refusedAs(test, removeEntry, board.expert, { id: entry.id, version: 1 })).toBe(locked);
    await record({ day: '2026-03-09', minutes: 60 });
  });

  it('are the expert’s own: nobody reports, changes or removes them for somebody else', async () => {
    const { id } = await someHours(test, board, taskId);
    for (const actor of [board.client, anAe(), anAdmin()]) {
      expect(await refusedAs(test, recordEntry, actor, { taskId, day: monday, minutes: 1 })).toBe('access.role');
      expect(await refusedAs(test, changeEntry, actor, { id, version: 1, change: {} })).toBe('access.role');
      expect(await refusedAs(test, removeEntry, actor, { id, version: 1 })).toBe('access.role');
    }
  });

  describe('change', () => {
    const change = (id: string, version: number, what: object) =>
      test.ask(changeEntry, board.expert, { id, version, change: what });

    it('their minutes, day, note and task, with every check again', async () => {
      const { id } = await someHours(test, board, taskId);
      const { id: otherTask } = await aTask(test, board, { title: 'Search' });
      expect(await change(id, 1, { minutes: 90, note: 'Longer' })).toMatchObject({
        id,
        minutes: 90,
        note: 'Longer',
        version: 2,
      });
      const moved = await change(id, 2, { day: '2026-03-11', taskId: otherTask });
      expect(moved).toMatchObject({ week: '2026-03-09', taskTitle: 'Search', version: 3, source: 'manual' });
      expect(moved.createdAt).toBe('2026-12-04T18:00:00.000Z');
      expect(await test.ask(getEntry, board.expert, { id })).toEqual(moved);
      for (const [what, refusal] of [
        [{ minutes: 0 }, 'timesheet.minutes-not-positive minutes'],
        [{ minutes: 1_441 }, 'timesheet.day-too-long minutes'],
        [{ day: '2026-03-01' }, 'timesheet.outside-placement day'],
        [{ day: '2026-12-05' }, 'timesheet.in-the-future day'],
        [{ startedAt: '2026-03-02T09:00:00Z' }, 'timesheet.hours-incomplete'],
        [{ minutes: 5, endedAt: '2026-03-02T09:00:00Z' }, 'timesheet.two-kinds-of-hours'],
      ] as const)
        expect(await refused(change(id, 3, what))).toBe(refusal);
    });

    it('TS-4: stretches must not come to overlap, and may move within their own time', async () => {
      await record(span('03-02T09:00:00', '03-02T10:00:00'));
      const { items } = await record(span('03-02T10:00:00', '03-02T11:00:00'));
      const { id } = items[0]!;
      expect(await refused(change(id, 1, { startedAt: '2026-03-02T09:59:00Z' }))).toBe(overlap);
      expect(await change(id, 1, { startedAt: '2026-03-02T10:30:00Z' })).toMatchObject({ minutes: 30 });
      expect(await refused(change(id, 2, { endedAt: '2026-03-02T23:30:00Z' }))).toBe('timesheet.over-midnight endedAt');
    });

    it('TS-4: a full day has room for a change within it', async () => {
      const { items } = await record({ day: monday, minutes: 1_440 });
      expect(await change(items[0]!.id, 1, { note: 'All of it' })).toMatchObject({ minutes: 1_440 });
    });

    it('TS-2, TS-10: a note on the only hours of a done task moves no task and tells no overrun again', async () => {
      const { id: smallTask } = await aTask(test, board, { estimateMinutes: 60 });
      const { id } = await someHours(test, board, smallTask);
      await test.ask(moveTask, board.expert, { id: smallTask, column: 'done' });
      await change(id, 1, { note: 'Done' });
      expect(await test.ask(getTask, board.expert, { id: smallTask })).toMatchObject({ column: 'done' });
      const told = await test.told(timesheetEvents.taskOverran);
      expect(told.filter((event) => event.taskId === smallTask)).toHaveLength(1);
    });

    it('may carry them to another board of the expert, not to a stranger’s', async () => {
      const { id } = await someHours(test, board, taskId);
      const other = await aBoard(test, { expert: board.expert });
      const stranger = await aBoard(test);
      const strange = (await aTask(test, stranger)).id;
      expect(await refused(change(id, 1, { taskId: strange }))).toBe('access.no-such-task');
      const carried = await change(id, 1, { taskId: (await aTask(test, other)).id });
      expect(carried).toMatchObject({ placementId: other.placementId, clientId: other.client.clientId });
      expect(await refusedAs(test, getEntry, board.client, { id })).toBe('access.no-such-entry');
    });

    it('GW-4: only the version that was read, and so only once', async () => {
      const { id } = await someHours(test, board, taskId);
      const both = [change(id, 1, { minutes: 30 }), change(id, 1, { minutes: 45 })];
      const results = await Promise.allSettled(both);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await refusedAs(test, removeEntry, board.expert, { id, version: 1 })).toBe('request.stale');
      expect(await test.ask(removeEntry, board.expert, { id, version: 2 })).toEqual({ id });
      expect(await refusedAs(test, getEntry, board.expert, { id })).toBe('access.no-such-entry');
    });
  });

  it('are listed by board, task, week, state and day, page by page', async () => {
    for (const day of ['2026-03-04', '2026-03-02', '2026-03-03'])
      await someHours(test, board, taskId, { day, minutes: 30 });
    const { id: otherTask } = await aTask(test, board);
    const { sheetId } = await someHours(test, board, otherTask, { day: '2026-03-05', minutes: 15 });
    const { placementId, client } = board;
    const days = async (filter: object) =>
      (await test.ask(listEntries, client, filter)).items.map(({ day }) => day.slice(8));
    expect(await days({})).toEqual(['02', '03', '04', '05']);
    expect(await days({ placementId, sort: '-day', limit: 3 })).toEqual(['05', '04', '03']);
    expect(await days({ taskId: otherTask })).toEqual(['05']);
    expect(await days({ sheetId, from: '2026-03-03', to: '2026-03-04' })).toEqual(['03', '04']);
    expect(await days({ state: 'submitted' })).toEqual([]);
    expect(await days({ source: 'manual', sort: 'createdAt' })).toEqual(['04', '02', '03', '05']);
    const { nextCursor } = await test.ask(listEntries, client, { limit: 2 });
    expect(await days({ limit: 2, cursor: nextCursor! })).toEqual(['04', '05']);
  });

  it('TS-4: twenty at once on one day never exceed it', async () => {
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => record({ day: monday, minutes: 100 })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(14);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'timesheet.day-too-long' });
    expect((await test.ask(getTask, board.client, { id: taskId })).reportedMinutes).toBe(1_400);
  });

  it('TS-4: twenty at once at the same time of day, one comes in', async () => {
    const at9 = span('03-02T09:00:00', '03-02T09:30:00');
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => record(at9)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
