import { cleanUp } from './clean-up.js';
import { newId } from './new-id.js';
import { notesDatabase, type NotesDatabase } from './test-support/notes.js';

describe('cleaning up', () => {
  let database: NotesDatabase;
  beforeAll(async () => (database = await notesDatabase()));
  afterAll(() => database.drop());

  it('forgets receipts and answers after 30 days, and nothing younger', async () => {
    for (const age of ['29 days', '31 days', '90 days']) {
      await database.dataSource.query(
        `insert into inbox (consumer, message_id, received_at) values ('x', $1::text, now() - $1::text::interval)`,
        [age],
      );
      await database.dataSource.query(
        `insert into idempotency (actor_id, key, pattern, input_hash, answer, created_at)
         values ($1, $2::text, '', '', 'null', now() - $2::text::interval)`,
        [newId(), age],
      );
    }
    expect(await cleanUp(database.dataSource)).toBe(4);
    expect(await database.dataSource.query('select message_id from inbox')).toEqual([{ message_id: '29 days' }]);
    expect(await database.dataSource.query('select key from idempotency')).toEqual([{ key: '29 days' }]);
    expect(await cleanUp(database.dataSource)).toBe(0);
  });
});
