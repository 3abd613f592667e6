import { getTimer, recordEntry, startTimer, stopTimer, submitSheet } from '#libs/contracts';
import type { TestService } from '#libs/testing';
import { aBoard, anAe, aTask, someHours, type TestBoard } from '../test-support/builders.js';
import { startTimesheet } from '../test-support/timesheet.js';
import { refusedAs } from '../test-support/refusals.js';

describe('TS-4: the running timer', () => {
  let test: TestService;
  let board: TestBoard;
  let taskId: string;
  beforeEach(async () => {
    test = await startTimesheet('2026-03-04T09:00:20Z');
    board = await aBoard(test);
    ({ id: taskId } = await aTask(test, board));
  });
  afterEach(() => test.stop());

  const start = (of = taskId, note?: string) =>
    test.ask(startTimer, board.expert, { taskId: of, ...(note && { note }) });
  const stop = (how: { endedAt?: string; discard?: boolean } = {}) => test.ask(stopTimer, board.expert, how);

  it('becomes an entry of whole minutes when it stops', async () => {
    const { timer } = await start(taskId, 'Basket');
    const running = { taskId, placementId: board.placementId, startedAt: '2026-03-04T09:00:00.000Z', note: 'Basket' };
    expect(timer).toEqual(running);
    expect(await test.ask(getTimer, board.expert, {})).toEqual({ timer: running });
    await test.until('2026-03-04T10:30:59Z');
    const { items } = await stop();
    expect(items).toEqual([
      expect.objectContaining({
        minutes: 90,
        startedAt: '2026-03-04T09:00:00.000Z',
        endedAt: '2026-03-04T10:30:00.000Z',
        note: 'Basket',
        source: 'timer',
      }),
    ]);
    expect(await test.ask(getTimer, board.expert, {})).toEqual({ timer: null });
    expect(await refusedAs(test, stopTimer, board.expert, {})).toBe('timesheet.no-timer');
  });

  it('stops the other when it starts', async () => {
    await start();
    await test.until('2026-03-04T09:45:00Z');
    const { id: other } = await aTask(test, board, { title: 'Search' });
    const { timer, stopped } = await start(other);
    expect(stopped).toEqual([expect.objectContaining({ taskId, minutes: 45 })]);
    expect(timer).toMatchObject({ taskId: other, startedAt: '2026-03-04T09:45:00.000Z' });
    await test.until('2026-03-04T10:00:00Z');
    expect((await stop()).items).toEqual([expect.objectContaining({ taskId: other, minutes: 15 })]);
  });

  it('leaves nothing behind when it ran for less than a minute, or is discarded', async () => {
    await start();
    await test.until('2026-03-04T09:00:59Z');
    expect((await start()).stopped).toEqual([]);
    await test.until('2026-03-04T12:00:00Z');
    expect(await stop({ discard: true })).toEqual({ items: [] });
    expect(await test.query('select from entries')).toEqual([]);
  });

  it('runs over midnight and over a clock change', async () => {
    await test.until('2026-03-28T22:30:00Z');
    await start();
    await test.until('2026-03-29T02:00:00Z');
    const { items } = await stop();
    expect(items.map(({ day, minutes }) => [day, minutes])).toEqual([
      ['2026-03-28', 30],
      ['2026-03-29', 180],
    ]);
  });

  it('asks when the work ended after more than 24 hours, and goes on running until then', async () => {
    await start();
    await test.until('2026-03-05T09:01:00Z');
    expect(await refusedAs(test, stopTimer, board.expert, {})).toBe('timesheet.timer-too-long endedAt');
    expect(await refusedAs(test, startTimer, board.expert, { taskId })).toBe('timesheet.timer-too-long endedAt');
    const early = { endedAt: '2026-03-04T08:59:00Z' };
    expect(await refusedAs(test, stopTimer, board.expert, early)).toBe('timesheet.minutes-not-positive endedAt');
    const late = { endedAt: '2026-03-05T09:02:00Z' };
    expect(await refusedAs(test, stopTimer, board.expert, late)).toBe('timesheet.timer-too-long endedAt');
    expect((await stop({ endedAt: '2026-03-04T17:00:00Z' })).items).toEqual([
      expect.objectContaining({ minutes: 480 }),
    ]);
  });

  it('is refused like any entry when it overlaps, and keeps running', async () => {
    await start();
    await test.until('2026-03-04T11:00:00Z');
    await someHours(test, board, taskId, { startedAt: '2026-03-04T10:00:00Z', endedAt: '2026-03-04T10:30:00Z' });
    expect(await refusedAs(test, stopTimer, board.expert, {})).toBe('timesheet.overlap startedAt');
    expect((await stop({ endedAt: '2026-03-04T10:00:00Z' })).items).toHaveLength(1);
  });

  it('does not begin where its hours could not be written', async () => {
    await someHours(test, board, taskId, { day: '2026-03-03', minutes: 60 });
    await test.ask(submitSheet, board.expert, { placementId: board.placementId, week: '2026-03-02' });
    expect(await refusedAs(test, startTimer, board.expert, { taskId })).toBe('timesheet.week-locked');
    const later = await aBoard(test, { expert: board.expert, startsOn: '2026-03-05' });
    const { id } = await aTask(test, later);
    expect(await refusedAs(test, startTimer, board.expert, { taskId: id })).toBe('timesheet.outside-placement day');
    expect(await test.query('select from running_timers')).toEqual([]);
  });

  it('is one an expert, also when two start at once', async () => {
    const { id: other } = await aTask(test, board, { title: 'Search' });
    const started = await Promise.all([start(), start(other), start(), start(other)]);
    expect(started).toHaveLength(4);
    expect(await test.query('select from running_timers')).toHaveLength(1);
    expect(await test.query('select from entries')).toEqual([]);
  });

  it('stops once, also when it is stopped twice at once', async () => {
    await start();
    await test.until('2026-03-04T10:00:00Z');
    const results = await Promise.allSettled([stop(), stop()]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await test.query('select from entries')).toHaveLength(1);
  });

  it('is the expert’s own, on the own boards', async () => {
    const stranger = await aBoard(test);
    const strange = (await aTask(test, stranger)).id;
    expect(await refusedAs(test, startTimer, board.expert, { taskId: strange })).toBe('access.no-such-task');
    for (const actor of [board.client, anAe()]) {
      expect(await refusedAs(test, startTimer, actor, { taskId })).toBe('access.role');
      expect(await refusedAs(test, stopTimer, actor, {})).toBe('access.role');
      expect(await refusedAs(test, getTimer, actor, {})).toBe('access.role');
    }
    expect(await refusedAs(test, recordEntry, stranger.expert, { taskId, day: '2026-03-04', minutes: 1 })).toBe(
      'access.no-such-task',
    );
  });
});
