import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { EntityManager } from 'typeorm';
import { DomainError } from '#libs/errors';
import { type TcpProxy, tcpProxy } from '#libs/testing';
import { goneDuringCommit } from './test-support/gone-during-commit.js';
import { countNotes, notesDatabase, type NotesDatabase } from './test-support/notes.js';
import { Transactions } from './transactions.js';

const write = (tx: EntityManager, text: string) => tx.query('insert into notes (note_text) values ($1)', [text]);
/** What an administrator, or a restart, does to a connection. */
async function endConnection(pid?: number): Promise<void> {
  const server = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await server.connect();
  await server.query('select pg_terminate_backend($1)', [pid]);
  await server.end();
}
/** Has Postgres raise an error with this SQLSTATE. */
const raise = (tx: EntityManager, code: string) =>
  tx.query(`do $$ begin raise exception 'told to' using errcode = '${code}'; end $$`);

describe('transactions', () => {
  let database: NotesDatabase;
  let transactions: Transactions;
  beforeAll(async () => (database = await notesDatabase()));
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query('delete from notes');
    transactions = new Transactions(database.dataSource);
  });

  it('keep everything or nothing', async () => {
    await expect(transactions.run(async (tx) => (await write(tx, 'kept'), 'answer'))).resolves.toBe('answer');
    const broken = transactions.run(async (tx) => {
      await write(tx, 'lost');
      throw new Error('told to');
    });
    await expect(broken).rejects.toThrow('told to');
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it.each(['40001', '40P01'])('are tried again after %s, and leave one effect', async (code) => {
    let tries = 0;
    await transactions.run(async (tx) => {
      await write(tx, 'once');
      if (++tries < 3) await raise(tx, code);
    });
    expect(tries).toBe(3);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it('give up after three more tries, and at once for any other fault', async () => {
    let tries = 0;
    const run = (code: string) => transactions.run((tx) => (tries++, raise(tx, code)));
    await expect(run('40001')).rejects.toMatchObject({ driverError: { code: '40001' } });
    expect(tries).toBe(4);
    tries = 0;
    await expect(run('22012')).rejects.toMatchObject({ driverError: { code: '22012' } });
    expect(tries).toBe(1);
  });

  it('two that deadlock both succeed', async () => {
    await database.dataSource.query(`insert into notes (note_text) values ('a'), ('b')`);
    let bothHold!: () => void;
    let holding = 0;
    const both = new Promise<void>((resolve) => (bothHold = resolve));
    const lockIn = (...texts: string[]) =>
      transactions.run(async (tx) => {
        for (const text of texts) {
          await tx.query('select from notes where note_text = $1 for update', [text]);
          if (++holding >= 2) bothHold();
          await both;
        }
      });
    await Promise.all([lockIn('a', 'b'), lockIn('b', 'a')]);
  });

  it('tell who listens, after the commit and only then', async () => {
    const heard: EntityManager[] = [];
    const stop = transactions.onCommitted((tx) => heard.push(tx));
    Logger.overrideLogger(false);
    transactions.onCommitted(() => {
      throw new Error('a listener of no good');
    });
    let committed: EntityManager | undefined;
    await transactions.run(async (tx) => {
      committed = tx;
      await write(tx, 'heard');
      expect(heard).toEqual([]);
    });
    await transactions.run(() => Promise.reject(new Error('told to'))).catch(() => undefined);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBe(committed);
    stop();
    await transactions.run((tx) => write(tx, 'not heard'));
    expect(heard).toHaveLength(1);
  });

  it('answer 503 when the server ends their connection, and go on with a new one', async () => {
    const ended = transactions.run(async (tx) => {
      const [backend] = await tx.query<{ pid: number }[]>('select pg_backend_pid() as pid');
      await endConnection(backend?.pid);
      await write(tx, 'lost');
    });
    await expect(ended).rejects.toMatchObject({ code: 'database.unavailable', kind: 'unavailable' });
    await transactions.run((tx) => write(tx, 'after'));
    expect(await countNotes(database.dataSource)).toBe(1);
  });
});

describe('a database that goes away', () => {
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

  it('is 503 while it is away, and works when it is back', async () => {
    await transactions.run((tx) => write(tx, 'before'));
    await proxy.cut();
    await expect(transactions.run((tx) => write(tx, 'away'))).rejects.toMatchObject({ code: 'database.unavailable' });
    await proxy.restore();
    await transactions.run((tx) => write(tx, 'back'));
    expect(await countNotes(database.dataSource)).toBe(2);
  });

  it('in the middle of work is 503 as well', async () => {
    const cut = transactions.run(async (tx) => {
      await write(tx, 'lost');
      await proxy.cut();
      await write(tx, 'never sent');
    });
    await expect(cut).rejects.toMatchObject({ code: 'database.unavailable', details: {} });
    await proxy.restore();
    expect(await countNotes(database.dataSource)).toBe(2);
  });

  it('during the commit says that the outcome is unknown, and is never tried again', async () => {
    let tries = 0;
    const cut = transactions.run(async (tx) => {
      tries++;
      await goneDuringCommit(tx, proxy);
    });
    const error = await cut.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ code: 'database.unavailable', details: { facts: { outcome: 'unknown' } } });
    expect(tries).toBe(1);
    await proxy.restore();
  });
});
