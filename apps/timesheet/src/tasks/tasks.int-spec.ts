import {
  addTask,
  changeTask,
  getSprint,
  getTask,
  listTasks,
  moveTask,
  planTask,
  removeEntry,
  setSprintGoals,
  submitSheet,
  timesheetEvents,
} from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { anAe, aBoard, anAdmin, aTask, someHours, type TestBoard } from '../test-support/builders.js';
import { monday, startTimesheet } from '../test-support/timesheet.js';
import { refusedAs } from '../test-support/refusals.js';

describe('A board of tasks', () => {
  let test: TestService;
  let board: TestBoard;
  beforeAll(async () => {
    test = await startTimesheet();
    board = await aBoard(test);
  });
  afterAll(() => test.stop());

  it('TS-1: client, expert and AE add tasks, nobody else does', async () => {
    const task = { title: '  Search index ' };
    for (const actor of [board.client, board.expert, anAe()])
      expect(await test.ask(addTask, actor, { placementId: board.placementId, task })).toMatchObject({
        title: 'Search index',
        description: '',
        column: 'to-do',
        estimateMinutes: null,
        createdBy: actor.name,
        version: 1,
      });
    expect(await refusedAs(test, addTask, anAdmin(), { placementId: board.placementId, task })).toBe('access.role');
  });

  it('TS-2: a task moves only with its numbers', async () => {
    const { id } = await test.ask(addTask, board.client, {
      placementId: board.placementId,
      task: { title: 'Numbers' },
    });
    const move = (column: 'to-do' | 'in-progress' | 'done') => test.ask(moveTask, board.expert, { id, column });
    const refused = (column: 'to-do' | 'in-progress' | 'done') =>
      refusedAs(test, moveTask, board.expert, { id, column });
    const noEstimate = 'timesheet.estimate-missing estimateMinutes';
    const noHours = 'timesheet.hours-missing reportedMinutes';

    expect(await refused('in-progress')).toBe(noEstimate);
    expect(await refusedAs(test, planTask, board.expert, { id, week: monday })).toBe(noEstimate);
    await test.ask(changeTask, board.expert, { id, version: 1, change: { estimateMinutes: 120 } });
    expect(await refused('done')).toBe(noHours);
    expect(await move('in-progress')).toMatchObject({ column: 'in-progress', version: 3 });
    expect(await refused('done')).toBe(noHours);
    expect(await refused('to-do')).toBe(noHours);
    await someHours(test, board, id);
    expect(await move('done')).toMatchObject({ column: 'done', reportedMinutes: 60 });
    expect(await test.ask(planTask, board.client, { id, week: monday })).toMatchObject({ week: monday });
    expect(await test.ask(planTask, board.client, { id, week: null })).toMatchObject({ week: null });
    expect(await refusedAs(test, planTask, board.client, { id, week: '2026-03-03' })).toBe(
      'timesheet.week-not-monday week',
    );
  });

  it('TS-2: a done task that loses its last hours is in progress again', async () => {
    const { id } = await aTask(test, board);
    const entry = await someHours(test, board, id);
    await test.ask(moveTask, board.expert, { id, column: 'done' });
    await test.ask(removeEntry, board.expert, { id: entry.id, version: 1 });
    expect(await test.ask(getTask, board.client, { id })).toMatchObject({ column: 'in-progress', reportedMinutes: 0 });
  });

  it('TS-2: the database holds it too', async () => {
    const { id } = await test.ask(addTask, board.client, { placementId: board.placementId, task: { title: 'Bare' } });
    const update = (set: string) => test.query(`update tasks set ${set} where id = $1`, [id]);
    await expect(update(`"column" = 'in-progress'`)).rejects.toThrow('task_moved_with_estimate');
    await expect(update(`week = '2026-03-02'`)).rejects.toThrow('task_planned_with_estimate');
    await expect(update(`"column" = 'done', estimate_minutes = 5`)).rejects.toThrow('task_done_with_hours');
  });

  it('GW-4: a change starts from the version that was read', async () => {
    const { id } = await aTask(test, board);
    const change = (version: number) => ({ id, version, change: { title: `From ${version}` } });
    expect(await test.ask(changeTask, board.client, change(1))).toMatchObject({ title: 'From 1', version: 2 });
    expect(await refusedAs(test, changeTask, board.expert, change(1))).toBe('request.stale');
    const both = await Promise.allSettled(
      [board.client, board.expert].map((actor) => test.ask(changeTask, actor, change(2))),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('GW-4: the same key adds one task', async () => {
    const add = () =>
      test.ask(addTask, board.client, { placementId: board.placementId, task: { title: 'Once' } }, 'k-1');
    const { id } = await add();
    expect((await add()).id).toBe(id);
  });

  it('lists tasks by column, sprint and words, page by page', async () => {
    const own = await aBoard(test);
    const titles = ['Basket', 'Address', 'Checkout'];
    for (const title of titles) await aTask(test, own, { title });
    const [, address] = (await test.ask(listTasks, own.client, own)).items;
    expect(address).toMatchObject({ title: 'Address' });
    await test.ask(moveTask, own.expert, { id: address!.id, column: 'in-progress' });
    await test.ask(planTask, own.expert, { id: address!.id, week: monday });
    const found = async (filter: object) =>
      (await test.ask(listTasks, own.client, { placementId: own.placementId, ...filter })).items.map(
        ({ title }) => title,
      );
    expect(await found({ sort: 'title' })).toEqual(['Address', 'Basket', 'Checkout']);
    expect(await found({ sort: '-createdAt', limit: 2 })).toEqual(['Checkout', 'Address']);
    expect(await found({ column: 'in-progress' })).toEqual(['Address']);
    expect(await found({ week: monday })).toEqual(['Address']);
    expect(await found({ q: 'SKET' })).toEqual(['Basket']);
    expect(await found({ q: '%' })).toEqual([]);
  });

  it('TS-3: a sprint shows goals, planned against reported, and the summary', async () => {
    const own = await aBoard(test);
    const planned = await aTask(test, own, { title: 'Planned', estimateMinutes: 300 });
    const unplanned = await aTask(test, own, { title: 'Unplanned', estimateMinutes: 100 });
    await aTask(test, own, { title: 'Elsewhere' });
    await test.ask(planTask, own.client, { id: planned.id, week: monday });
    const sprint = { placementId: own.placementId, week: monday };
    expect(await test.ask(setSprintGoals, own.client, { ...sprint, goals: 'Ship the basket' })).toMatchObject({
      goals: 'Ship the basket',
      reportedMinutes: 0,
    });
    await someHours(test, own, planned.id);
    await someHours(test, own, unplanned.id, { day: '2026-03-04', minutes: 30 });
    await test.ask(submitSheet, own.expert, { ...sprint, summary: 'Shipped' });
    const line = { column: 'to-do' };
    expect(await test.ask(getSprint, own.client, sprint)).toEqual({
      ...sprint,
      goals: 'Ship the basket',
      summary: 'Shipped',
      tasks: [
        { ...line, taskId: planned.id, title: 'Planned', plannedMinutes: 300, reportedMinutes: 60 },
        { ...line, taskId: unplanned.id, title: 'Unplanned', plannedMinutes: 0, reportedMinutes: 30 },
      ],
      plannedMinutes: 300,
      reportedMinutes: 90,
    });
    expect(await refusedAs(test, getSprint, own.client, { ...sprint, week: '2026-03-04' })).toBe(
      'timesheet.week-not-monday week',
    );
  });

  it('TS-10: tells once when the estimate is nearly reached, and once when it is', async () => {
    const { id: taskId } = await aTask(test, board, { estimateMinutes: 300 });
    const told = async () =>
      (await test.told(timesheetEvents.taskOverran))
        .filter((event) => event.taskId === taskId)
        .map(({ percent }) => percent);
    await someHours(test, board, taskId, { day: '2026-03-03', minutes: 239 });
    expect(await told()).toEqual([]);
    await someHours(test, board, taskId, { day: '2026-03-04', minutes: 1 });
    await someHours(test, board, taskId, { day: '2026-03-04', minutes: 10 });
    expect(await told()).toEqual([80]);
    expect(await test.ask(getTask, board.client, { id: taskId })).toMatchObject({
      reportedMinutes: 250,
      overrun: 'near',
    });
    await someHours(test, board, taskId, { day: '2026-03-05', minutes: 60 });
    expect(await told()).toEqual([80, 100]);
    expect(await test.ask(getTask, board.client, { id: taskId })).toMatchObject({ overrun: 'over' });
    await test.ask(changeTask, board.client, { id: taskId, version: 1, change: { estimateMinutes: 1_000 } });
    await test.ask(changeTask, board.client, { id: taskId, version: 2, change: { estimateMinutes: 350 } });
    expect(await told()).toEqual([80, 100, 80]);
  });
});
