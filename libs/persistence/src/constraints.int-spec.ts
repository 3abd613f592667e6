import { conflict, invalid } from '#libs/errors';
import { onConstraint } from './constraints.js';
import { notesDatabase, type NotesDatabase } from './test-support/notes.js';

describe('a broken constraint', () => {
  let database: NotesDatabase;
  beforeAll(async () => (database = await notesDatabase()));
  afterAll(() => database.drop());

  const refusals = {
    note_text_unique: () => conflict('notes.twice', 'There is such a note.'),
    note_has_text: () => invalid('notes.empty', 'A note needs text.'),
    note_no_overlap: () => conflict('notes.overlap', 'Another note is of that time.'),
  };
  const insert = async (text: string | null, during = 'empty'): Promise<void> => {
    try {
      await database.dataSource.query('insert into notes (note_text, during) values ($1, $2)', [text, during]);
    } catch (error) {
      throw onConstraint(error, refusals);
    }
  };

  it.each([
    ['a unique key', 'same', 'empty', 'notes.twice'],
    ['a check', '', 'empty', 'notes.empty'],
    ['an exclusion', 'other', '[2026-03-02 09:30Z, 2026-03-02 11:00Z)', 'notes.overlap'],
  ])('that is %s becomes its named refusal', async (_name, text, during, code) => {
    await database.dataSource.query('delete from notes');
    await insert('same', '[2026-03-02 09:00Z, 2026-03-02 10:00Z)');
    await expect(insert(text, during)).rejects.toMatchObject({ code });
  });

  it('without a refusal of its own stays what it is', async () => {
    await expect(insert(null)).rejects.toMatchObject({ driverError: { code: '23502' } });
    const other = new Error('something else');
    expect(onConstraint(other, refusals)).toBe(other);
    expect(onConstraint(undefined, refusals)).toBeUndefined();
  });
});
