import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import { prepared, type Statement } from './prepared.js';
import { countNotes, notesDatabase, type NotesDatabase } from './test-support/notes.js';
import { Transactions } from './transactions.js';

const insert: Statement = {
  name: 'note-insert',
  text: 'insert into notes (note_text) values ($1) returning note_text as text',
};
const add = (tx: EntityManager, text: string) => prepared<{ text: string }>(tx, insert, [text]);

describe('a transaction that begins with its first statement', () => {
  let database: NotesDatabase;
  let transactions: Transactions;
  beforeAll(async () => {
    database = await notesDatabase();
    transactions = new Transactions(database.dataSource);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.dataSource.query('delete from notes');
    // One after the other they take the same connection, which now knows how to begin.
    await transactions.run((tx) => tx.query('select'));
  });

  it('gets the answer of that statement, asked in either way', async () => {
    await expect(transactions.run((tx) => add(tx, 'kept'))).resolves.toEqual([{ text: 'kept' }]);
    const counted = transactions.run((tx) => tx.query(`select $1::int + 1 as sum`, [1]));
    await expect(counted).resolves.toEqual([{ sum: 2 }]);
    const changed = transactions.run((tx) => tx.query('update notes set note_text = $1', ['changed']));
    await expect(changed).resolves.toEqual([[], 1]);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it('keeps nothing of it when a later one fails', async () => {
    const failing = transactions.run(async (tx) => {
      await add(tx, 'lost');
      await tx.query('select 1 / 0');
    });
    await expect(failing).rejects.toMatchObject({ driverError: { code: '22012' } });
    expect(await countNotes(database.dataSource)).toBe(0);
  });

  it('fails with its error, and the next one is whole', async () => {
    await transactions.run((tx) => add(tx, 'there'));
    for (let round = 0; round < 3; round++) {
      await expect(transactions.run((tx) => add(tx, 'there'))).rejects.toMatchObject({ code: '23505' });
      await expect(transactions.run((tx) => add(tx, `round ${round}`))).resolves.toHaveLength(1);
    }
    expect(await countNotes(database.dataSource)).toBe(4);
  });

  it('ends also when that statement could not be sent', async () => {
    const unsendable = { toPostgres: () => fail('told to') };
    await expect(transactions.run((tx) => tx.query('select $1::text', [unsendable]))).rejects.toThrow('told to');
    await expect(transactions.run((tx) => add(tx, 'kept'))).resolves.toHaveLength(1);
    expect(await countNotes(database.dataSource)).toBe(1);
  });

  it('many at once keep to themselves', async () => {
    const work = async (n: number) => {
      const answer = await transactions.run(async (tx) => {
        const rows = await add(tx, `note ${n}`);
        if (n % 3 === 0) throw new Error('told to');
        return rows;
      });
      expect(answer).toEqual([{ text: `note ${n}` }]);
    };
    const all = await Promise.allSettled(Array.from({ length: 300 }, (_, n) => work(n)));
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(100);
    expect(await countNotes(database.dataSource)).toBe(200);
  });

  // The last one: it spoils the connection.
  it('does not run the statement when it cannot begin', async () => {
    const runner = database.dataSource.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    await client.query('deallocate begin');
    await runner.release();
    await expect(transactions.run((tx) => add(tx, 'lost'))).rejects.toMatchObject({ code: '26000' });
    expect(await countNotes(database.dataSource)).toBe(0);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
