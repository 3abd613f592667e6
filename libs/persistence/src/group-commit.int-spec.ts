import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { notFound } from '#libs/errors';
import { type TcpProxy, tcpProxy } from '#libs/testing';
import { atCommit } from './at-commit.js';
import { newId } from './new-id.js';
import { prepared, type Statement } from './prepared.js';
import { goneDuringCommit } from './test-support/gone-during-commit.js';
import { countNotes, notesDatabase, type NotesDatabase } from './test-support/notes.js';
import { type CommandCall, Transactions, type Work } from './transactions.js';

const insert: Statement = { name: 'note-insert', text: 'insert into notes (note_text) values ($1)' };
const write = (tx: EntityManager, text: string) => tx.query('insert into notes (note_text) values ($1)', [text]);
const lock = (tx: EntityManager, text: string) =>
  tx.query<{ text: string }[]>('select note_text as text from notes where note_text = $1 for update', [text]);
const aCall = (call: Partial<CommandCall> = {}): CommandCall => ({ actor: { id: newId() }, input: {}, ...call });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const outcomesOf = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as unknown)));
/** How many transactions wrote what is there. */
async function countWriters({ manager }: DataSource): Promise<number> {
  const [row] = await manager.query<{ count: number }[]>('select count(distinct xmin::text)::int as count from notes');
  return row!.count;
}

describe('commands in a group', () => {
  let database: NotesDatabase;
  let dataSource: DataSource;
  let transactions: Transactions;
  beforeAll(async () => {
    database = await notesDatabase();
    ({ dataSource } = database);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await dataSource.query('delete from notes');
    transactions = new Transactions(dataSource);
  });

  const inGroup = <T>(group: string, work: Work<T>, call = aCall(), by = transactions) =>
    by.command(call, work, { group });
  /** Keeps rows locked until it's told to let go. */
  async function holding(...texts: string[]): Promise<() => Promise<unknown>> {
    const { promise: held, resolve: nowHeld } = Promise.withResolvers<void>();
    const { promise: over, resolve: letGo } = Promise.withResolvers<void>();
    const ended = new Transactions(dataSource).run(async (tx) => {
      for (const text of texts) await lock(tx, text);
      nowHeld();
      await over;
    });
    await held;
    return () => (letGo(), ended);
  }

  it('share one transaction when they come together, and get an answer each', async () => {
    const heard: EntityManager[] = [];
    transactions.onCommitted((tx) => heard.push(tx));
    const answers = await Promise.all(
      numbers(12).map((n) =>
        inGroup(`row ${n}`, async (tx) => {
          await write(tx, `note ${n}`);
          atCommit(tx, insert, [`at the end ${n}`]);
          return n;
        }),
      ),
    );
    expect(answers).toEqual(numbers(12));
    expect(await countNotes(dataSource)).toBe(24);
    expect(await countWriters(dataSource)).toBe(1);
    expect(heard).toHaveLength(1);
  });

  it('that come one at a time have a transaction each, which waits for its locks', async () => {
    const patience = (tx: EntityManager) => tx.query<{ lock_timeout: string }[]>('show lock_timeout');
    expect(await inGroup('row', patience)).toEqual([{ lock_timeout: '0' }]);
    const [shared] = await Promise.all([inGroup('one row', patience), inGroup('another', patience)]);
    expect(shared).toEqual([{ lock_timeout: '50ms' }]);
    expect(await inGroup('row', patience)).toEqual([{ lock_timeout: '0' }]);
  });

  it('are not hurt by one that is refused, one that breaks a constraint and one that hides a failure', async () => {
    const faults: Record<number, Work<unknown>> = {
      3: () => Promise.reject(notFound('notes.none', 'There is no such note.')),
      5: (tx) => write(tx, 'note 5'),
      7: (tx) => tx.query('select 1 / 0').catch(() => 'hidden'),
    };
    const all = await Promise.allSettled(
      numbers(10).map((n) =>
        inGroup(`row ${n}`, async (tx) => {
          await write(tx, `note ${n}`);
          await faults[n]?.(tx);
          return n;
        }),
      ),
    );
    expect(outcomesOf(all)).toEqual([
      ...[0, 1, 2],
      expect.objectContaining({ code: 'notes.none', kind: 'not-found' }),
      4,
      expect.objectContaining({ driverError: expect.objectContaining({ constraint: 'note_text_unique' }) as unknown }),
      6,
      expect.objectContaining({ message: expect.stringContaining('Nothing was saved') as unknown }),
      ...[8, 9],
    ]);
    expect(await countNotes(dataSource)).toBe(7);
    expect(await countWriters(dataSource)).toBe(7);
  });

  it('go on in their transaction only while there is one', async () => {
    const late = Promise.withResolvers<void>();
    const refused = inGroup('row 1', () => {
      setTimeout(() => late.resolve(), 20);
      throw notFound('notes.none', 'There is no such note.');
    });
    let tries = 0;
    const slow = inGroup('row 2', async (tx) => {
      await late.promise;
      await prepared(tx, insert, [`try ${++tries}`]);
    });
    await expect(refused).rejects.toMatchObject({ code: 'notes.none' });
    await slow;
    expect(tries).toBe(2);
    expect(await countNotes(dataSource)).toBe(1);
  });

  it('of one row follow each other, and lose no change', async () => {
    const id = newId();
    await dataSource.query(`insert into notes (id, note_text) values ($1, '0')`, [id]);
    const add = async (tx: EntityManager) => {
      const [row] = await tx.query<{ n: string }[]>('select note_text as n from notes where id = $1 for update', [id]);
      await tx.query('update notes set note_text = $2 where id = $1', [id, `${Number(row!.n) + 1}`]);
    };
    const others = numbers(10).map((n) => inGroup(`row ${n}`, (tx) => write(tx, `other ${n}`)));
    await Promise.all([...numbers(10).map(() => inGroup(id, add)), ...others]);
    expect(await dataSource.query('select note_text as n from notes where id = $1', [id])).toEqual([{ n: '10' }]);
  });

  it('GW-4: with one Idempotency-Key are done once, and all get its answer', async () => {
    const call = aCall({ idempotencyKey: 'key-1' });
    let done = 0;
    const report = (group: string, input: unknown) =>
      inGroup(group, async (tx) => (await write(tx, newId()), ++done), { ...call, input });
    const answers = await Promise.all(numbers(20).map(() => report('row', 'the same')));
    expect(answers).toEqual(Array(20).fill(1));
    const [first, second] = await Promise.allSettled([report('row', 'the same'), report('another row', 'another')]);
    expect(first).toMatchObject({ value: 1 });
    expect(second).toMatchObject({ reason: { code: 'idempotency.key-reused' } });
    expect([done, await countNotes(dataSource)]).toEqual([1, 1]);
  });

  it('GW-4: never do two inputs of one Idempotency-Key in one transaction', async () => {
    const call = aCall({ idempotencyKey: 'key-1' });
    let done = 0;
    const report = (input: string) =>
      inGroup(input, async (tx) => (await write(tx, input), ++done), { ...call, input });
    const [first, second] = await Promise.allSettled([report('one row'), report('another row')]);
    expect(first).toMatchObject({ value: 1 });
    expect(second).toMatchObject({ reason: { code: 'idempotency.key-reused' } });
    expect(done).toBe(1);
  });

  it('that two replicas lock in opposite orders do not stand still until Postgres finds the deadlock', async () => {
    await Promise.all(['a', 'b'].map((text) => transactions.run((tx) => write(tx, text))));
    const both = Promise.withResolvers<void>();
    let holds = 0;
    const endedBy: unknown[] = [];
    const lockHere = (tx: EntityManager, text: string) =>
      lock(tx, text).catch((error: unknown) => {
        endedBy.push((error as { driverError: { code: string } }).driverError.code);
        throw error;
      });
    const crossing = (first: string, second: string): Work<void> => {
      let tries = 0;
      return async (tx) => {
        const isFirst = ++tries === 1;
        await lockHere(tx, isFirst ? first : 'a');
        if (++holds === 2) both.resolve();
        await both.promise;
        await lockHere(tx, isFirst ? second : 'b');
      };
    };
    const batchWith = (work: Work<void>) => {
      const replica = new Transactions(dataSource);
      return [
        inGroup('a and b', work, aCall(), replica),
        inGroup('other', (tx) => write(tx, newId()), aCall(), replica),
      ];
    };
    await Promise.all([...batchWith(crossing('a', 'b')), ...batchWith(crossing('b', 'a'))]);
    // lock_not_available, where Postgres would say deadlock_detected.
    expect(new Set(endedBy)).toEqual(new Set(['55P03']));
    expect(await countNotes(dataSource)).toBe(4);
  });

  it('are not kept waiting by one whose row somebody else has locked', async () => {
    await transactions.run((tx) => write(tx, 'locked'));
    const letGo = await holding('locked');
    const waiting = inGroup('locked', (tx) => lock(tx, 'locked'));
    await Promise.all(numbers(5).map((n) => inGroup(`row ${n}`, (tx) => write(tx, `free ${n}`))));
    await letGo();
    await expect(waiting).resolves.toEqual([{ text: 'locked' }]);
  });

  it('are not kept waiting by many that wait alone', async () => {
    await Promise.all(numbers(4).map((n) => transactions.run((tx) => write(tx, `locked ${n}`))));
    const letGo = await holding(...numbers(4).map((n) => `locked ${n}`));
    const waiting: Promise<unknown>[] = [];
    for (const n of numbers(4)) {
      const begun = Promise.withResolvers<void>();
      waiting.push(inGroup(`locked ${n}`, (tx) => (begun.resolve(), lock(tx, `locked ${n}`))));
      await begun.promise;
    }
    await inGroup('free', (tx) => write(tx, 'free'));
    await letGo();
    await Promise.all(waiting);
  });

  it('run in the context they were called in, with others and on their own', async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: string[] = [];
    const calls = ['first', 'second'].map((id) =>
      request.run(id, () =>
        inGroup(id, async (tx) => (await write(tx, newId()), seen.push(`${id} in ${request.getStore()}`))),
      ),
    );
    const bad = inGroup('bad', () => Promise.reject(new Error('told to')));
    await Promise.allSettled([...calls, bad]);
    expect(seen.toSorted()).toEqual(['first in first', 'first in first', 'second in second', 'second in second']);
  });

  // The last one: it spoils a connection.
  it('do nothing outside of a transaction when theirs cannot begin', async () => {
    await transactions.run((tx) => tx.query('select'));
    const runner = dataSource.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    await client.query('deallocate begin');
    await runner.release();
    const all = await Promise.allSettled(numbers(2).map((n) => inGroup(`row ${n}`, (tx) => write(tx, `note ${n}`))));
    const saved = all.filter(({ status }) => status === 'fulfilled');
    // On its own one of them has another connection.
    expect(saved.length).toBeLessThan(2);
    expect(await countNotes(dataSource)).toBe(saved.length);
  });
});

describe('a group whose database goes away', () => {
  let proxy: TcpProxy;
  let database: NotesDatabase;
  let transactions: Transactions;
  beforeAll(async () => {
    database = await notesDatabase(async (url) => (proxy = await tcpProxy(url)).url);
    transactions = new Transactions(database.dataSource);
  });
  afterAll(async () => {
    await database.drop();
    await proxy.cut();
  });

  /** Two in one transaction; answers what became of both, and how often they were tried. */
  async function both(work: Work<unknown>): Promise<[...outcomes: unknown[], tries: number]> {
    let tries = 0;
    const command = (group: string) => transactions.command(aCall(), (tx) => (tries++, work(tx)), { group });
    const all = await Promise.allSettled([command('one row'), command('another')]);
    return [...outcomesOf(all), tries];
  }

  it('in the middle of their work is 503 for all of them, and nothing is saved', async () => {
    let cut: Promise<void> | undefined;
    const outcomes = await both(async (tx) => {
      await write(tx, newId());
      await (cut ??= proxy.cut().then(() => proxy.restore()));
      await write(tx, 'never sent');
    });
    const away = expect.objectContaining({ code: 'database.unavailable', details: {} }) as unknown;
    expect(outcomes).toEqual([away, away, 2]);
    expect(await countNotes(database.dataSource)).toBe(0);
  });

  it('during the commit is an unknown outcome for all of them, and none is tried again', async () => {
    let isSlow = false;
    const outcomes = await both(async (tx) => {
      if (isSlow) return;
      isSlow = true;
      await goneDuringCommit(tx, proxy);
    });
    const unknown = expect.objectContaining({ details: { facts: { outcome: 'unknown' } } }) as unknown;
    expect(outcomes).toEqual([unknown, unknown, 2]);
    await proxy.restore();
  });
});
