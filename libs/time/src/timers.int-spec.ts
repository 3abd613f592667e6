import type { TestingModule } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { Transactions } from '#libs/persistence';
import { eventually, testDatabase, type TestDatabase } from '#libs/testing';
import { ClockControl } from './clock-control.js';
import { Reminded1760000000000, Reminders, replica } from './test-support/reminders.js';
import { TimerWorker } from './timer-worker.js';
import { Timers } from './timers.js';

const environment = { ...process.env };
const start = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

describe('timers', () => {
  let database: TestDatabase;
  let one: TestingModule;
  let two: TestingModule;

  beforeEach(async () => {
    database = await testDatabase({ service: 'time', migrations: [Reminded1760000000000] });
    process.env.DATABASE_URL = database.url;
    process.env.SHORELINE_CLOCK = 'manual';
    process.env.SHORELINE_CLOCK_START = start.toISOString();
    [one, two] = [await replica(), await replica()];
    // Without ticks, which would now and then fire what a test is about to.
    for (const app of [one, two]) clearInterval(app.get(TimerWorker)['every']);
  });
  afterEach(async () => {
    process.env = { ...environment };
    await Promise.all([one.close(), two.close()]);
    await database.drop();
  });

  const set = (subjectId: string, dueAt: Date, payload?: unknown): Promise<void> =>
    one.get(Transactions).run((tx) => one.get(Timers).set(tx, 'test.reminder', subjectId, dueAt, payload));
  /** Moves the clock of both replicas, and lets both fire at once. */
  const advanceTo = async (now: Date): Promise<number> => {
    for (const app of [one, two]) await app.get(ClockControl).set(now);
    const fired = await Promise.all([one, two].map((app) => app.get(TimerWorker).runDue()));
    return fired.reduce((sum, count) => sum + count, 0);
  };
  const reminded = <T = { subject_id: string }>(columns = 'subject_id'): Promise<T[]> =>
    one.get(DataSource).query<T[]>(`select ${columns} from reminded order by subject_id`);
  const waiting = (): Promise<unknown[]> => one.get(DataSource).query('select from timer');

  it('fire when they are due, not before, and say so with what they were given', async () => {
    await set('a', after(60), { text: 'call' });
    expect(await one.get(TimerWorker).nextDue()).toEqual(after(60));
    expect(await advanceTo(after(59))).toBe(0);
    expect(await advanceTo(after(60))).toBe(1);
    expect(await reminded('*')).toEqual([
      { subject_id: 'a', due_at: after(60), late: false, attempts: 0, text: 'call' },
    ]);
    expect(await one.get(TimerWorker).nextDue()).toBeNull();
  });

  it('set earlier keep the earlier of two instants, and the turn of one that failed', async () => {
    const earlier = (subjectId: string, dueAt: Date): Promise<void> =>
      one.get(Transactions).run((tx) => one.get(Timers).setEarlier(tx, 'test.reminder', subjectId, dueAt));
    await set('a', after(60), { text: 'call' });
    await earlier('a', after(120));
    await earlier('b', after(120));
    await earlier('b', after(90));
    const due = () => one.get(DataSource).query('select subject_id as id, due_at as due from timer order by 1');
    expect(await due()).toEqual([
      { id: 'a', due: after(60) },
      { id: 'b', due: after(90) },
    ]);
    await advanceTo(after(60));
    expect(await reminded('subject_id, text')).toEqual([{ subject_id: 'a', text: 'call' }]);
  });

  it('fire each once, however many replicas are at it', async () => {
    await one.get(DataSource).query(
      `insert into timer (kind, subject_id, due_at, next_try)
       select 'test.reminder', lpad(n::text, 4, '0'), $1, $1 from generate_series(1, 2200) n`,
      [after(1)],
    );
    const fired = await advanceTo(after(1));
    await advanceTo(after(1));
    const subjects = (await reminded()).map(({ subject_id }) => subject_id);
    expect(subjects).toHaveLength(2_200);
    expect(new Set(subjects).size).toBe(2_200);
    expect(fired).toBeLessThanOrEqual(2_200);
    expect(await waiting()).toEqual([]);
  });

  it('do what a talk with others needs after the commit, once, and only for what was committed', async () => {
    for (const app of [one, two]) app.get(Reminders).failing.add('b');
    for (const subject of ['a', 'b', 'c'])
      await one.get(Transactions).run((tx) => one.get(Timers).set(tx, 'test.call', subject, after(1)));
    await advanceTo(after(1));
    const calls = [one, two].flatMap((app) => app.get(Reminders).calls);
    expect(calls.sort()).toEqual(['a 1', 'c 1']);
    expect(await waiting()).toHaveLength(1);
  });

  it('can be moved and cancelled', async () => {
    await set('moved', after(10), { text: 'first' });
    await set('moved', after(20), { text: 'second' });
    await set('cancelled', after(10));
    await one.get(Transactions).run((tx) => one.get(Timers).cancel(tx, 'test.reminder', 'cancelled'));
    expect(await advanceTo(after(10))).toBe(0);
    expect(await advanceTo(after(20))).toBe(1);
    expect(await reminded('subject_id, text')).toEqual([{ subject_id: 'moved', text: 'second' }]);
  });

  it('vanish with the transaction that set them', async () => {
    const broken = one.get(Transactions).run(async (tx) => {
      await one.get(Timers).set(tx, 'test.reminder', 'a', after(1));
      throw new Error('told to');
    });
    await expect(broken).rejects.toThrow('told to');
    expect(await waiting()).toEqual([]);
  });

  it('lose nothing when a handler fails, keep what was promised, and hold up nobody else', async () => {
    for (const subject of ['a', 'bad', 'c']) await set(subject, after(10));
    for (const app of [one, two]) app.get(Reminders).failing.add('bad');
    await advanceTo(after(10));
    expect((await reminded()).map(({ subject_id }) => subject_id)).toEqual(['a', 'c']);
    expect(await one.get(TimerWorker).nextDue()).toEqual(after(11));
    await advanceTo(after(11));
    expect(await one.get(TimerWorker).nextDue()).toEqual(after(13));

    for (const app of [one, two]) app.get(Reminders).failing.clear();
    await advanceTo(after(13));
    expect(await reminded('subject_id, due_at, attempts')).toContainEqual({
      subject_id: 'bad',
      due_at: after(10),
      attempts: 2,
    });
    expect(await waiting()).toEqual([]);
  });

  it('say that they are late when more than a minute has passed', async () => {
    await set('just in time', after(60));
    await set('too late', after(59));
    await advanceTo(after(120));
    expect(await reminded('subject_id, late')).toEqual([
      { subject_id: 'just in time', late: false },
      { subject_id: 'too late', late: true },
    ]);
  });

  it('that are due as they are set fire at once, without waiting for a tick', async () => {
    await set('now', start);
    await eventually('the reminder was given', async () => (await reminded()).length);
  });

  it('without a handler here are left to those who have one', async () => {
    await one.get(Transactions).run((tx) => one.get(Timers).set(tx, 'test.newer-version', 'a', after(1)));
    expect(await advanceTo(after(10))).toBe(0);
    expect(await one.get(TimerWorker).nextDue()).toBeNull();
    expect(await waiting()).toHaveLength(1);
  });

  it('repeat: each period is done once, and the next is set', async () => {
    await one.get(Transactions).run((tx) => one.get(Timers).set(tx, 'test.daily', 'all', after(0)));
    for (let due = await one.get(TimerWorker).nextDue(); due && due < after(3 * 86_400);) {
      await advanceTo(due);
      due = await one.get(TimerWorker).nextDue();
    }
    expect((await reminded()).map(({ subject_id }) => subject_id)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
    ]);
  });
});
