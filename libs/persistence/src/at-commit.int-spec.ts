import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { atCommit } from './at-commit.js';
import type { Statement } from './prepared.js';
import { countNotes, notesDatabase, type NotesDatabase } from './test-support/notes.js';
import { Transactions } from './transactions.js';

const insert: Statement = { name: 'note-insert', text: 'insert into notes (note_text) values ($1)' };
const change: Statement = { name: 'note-change', text: 'update notes set note_text = $2 where note_text = $1' };

describe('statements kept for the commit', () => {
  let database: NotesDatabase;
  let transactions: Transactions;
  beforeAll(async () => {
    database = await notesDatabase();
    transactions = new Transactions(database.dataSource);
  });
  afterAll(() => {
    // Connections that have not quite ended when the database is dropped are cut, and say so.
    Logger.overrideLogger(false);
    return database.drop();
  });
  beforeEach(() => database.dataSource.query('delete from notes'));

  const texts = async (on: Pick<EntityManager, 'query'>): Promise<string[]> =>
    (await on.query<{ text: string }[]>('select note_text as text from notes order by 1')).map(({ text }) => text);

  it('are done at the end, in the order given', async () => {
    await transactions.run(async (tx) => {
      atCommit(tx, insert, ['first']);
      atCommit(tx, change, ['first', 'second']);
      expect(await texts(tx)).toEqual([]);
    });
    expect(await texts(database.dataSource)).toEqual(['second']);
  });

  it('undo everything when they fail, with their error', async () => {
    const failing = transactions.run(async (tx) => {
      await tx.query(`insert into notes (note_text) values ('lost')`);
      atCommit(tx, insert, ['lost']);
      atCommit(tx, insert, ['never done']);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'note_text_unique' });
    expect(await countNotes(database.dataSource)).toBe(0);
  });

  it('need a transaction that will send them', async () => {
    let past: EntityManager | undefined;
    await transactions.run((tx) => Promise.resolve((past = tx)));
    const homeless = 'The statement note-insert needs a transaction made by Transactions.';
    expect(() => atCommit(past!, insert, ['late'])).toThrow(homeless);
    expect(() => atCommit(database.dataSource.manager, insert, ['nowhere'])).toThrow(homeless);
  });

  it('a failure that was swallowed is not taken for success', async () => {
    const swallowing = transactions.run(async (tx) => {
      await tx.query('select 1 / 0').catch(() => undefined);
      atCommit(tx, insert, ['lost']);
    });
    await expect(swallowing).rejects.toMatchObject({ code: '25P02' });
    const silent = transactions.run((tx) => tx.query('select 1 / 0').catch(() => undefined));
    await expect(silent).rejects.toThrow('Nothing was saved');
    expect(await countNotes(database.dataSource)).toBe(0);
  });

  it('transactions that line up on one connection stay apart', async () => {
    await transactions.run((tx) => Promise.resolve(atCommit(tx, insert, ['taken'])));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 300 }, (_, n) =>
        transactions.run(async (tx) => {
          await tx.query('insert into notes (note_text) values ($1)', [`a ${n}`]);
          if (n % 5 === 0) throw new Error('told to');
          atCommit(tx, insert, [n % 3 === 0 ? 'taken' : `b ${n}`]);
        }),
      ),
    );
    const kept = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [`a ${n}`, `b ${n}`] : []));
    expect(kept).toHaveLength(2 * 160);
    expect(await texts(database.dataSource)).toEqual([...kept, 'taken'].sort());
  });
});
