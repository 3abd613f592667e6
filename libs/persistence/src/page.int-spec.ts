import fc from 'fast-check';
import { pageOf, pageOfSql, type PageRequest } from './page.js';
import { NoteEntity, notesDatabase, type NotesDatabase } from './test-support/notes.js';

const list = {
  id: 'note.id',
  sorts: { writtenAt: 'note.writtenAt', text: 'note.noteText' },
  defaultSort: '-writtenAt',
};
const columns = { id: 'id', sorts: { writtenAt: 'written_at', text: 'note_text' }, defaultSort: '-writtenAt' };

describe('pages of a list', () => {
  let database: NotesDatabase;
  beforeAll(async () => (database = await notesDatabase()));
  afterAll(() => database.drop());

  /** Rows at these microseconds after a fixed instant. */
  const fill = async (micros: number[]): Promise<void> => {
    await database.dataSource.query('delete from notes');
    await database.dataSource.query(
      `insert into notes (note_text, written_at)
       select 'note ' || n, timestamptz '2026-03-29 00:59:59.999990Z' + micros * interval '1 microsecond'
       from unnest($1::int[]) with ordinality as given (micros, n)`,
      [micros],
    );
  };
  const entities = (request: PageRequest) =>
    pageOf(database.dataSource.createQueryBuilder<{ id: string }>(NoteEntity, 'note'), request, list);
  const rows = (request: PageRequest) =>
    pageOfSql<{ id: string }>(
      database.dataSource,
      { sql: 'select id, note_text, written_at from notes where note_text like $1', params: ['note%'] },
      request,
      columns,
    );
  const walk = async (page: typeof rows, request: PageRequest): Promise<string[]> => {
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { items, nextCursor } = await page({ ...request, ...(cursor && { cursor }) });
      ids.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor);
    return ids;
  };

  it.each<[string, typeof rows]>([
    ['of entities', entities],
    ['of plain SQL', rows],
  ])('%s give every row once, in order, however many share an instant or a millisecond', async (_name, page) => {
    const micros = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
    const direction = fc.constantFrom('writtenAt', '-writtenAt');
    await fc.assert(
      fc.asyncProperty(micros, direction, fc.integer({ min: 1, max: 12 }), async (given, sort, limit) => {
        await fill(given);
        const order = sort.startsWith('-') ? 'desc' : 'asc';
        const all = await database.dataSource.query<{ id: string }[]>(
          `select id from notes order by written_at ${order}, id ${order}`,
        );
        expect(await walk(page, { sort, limit })).toEqual(all.map(({ id }) => id));
      }),
      { numRuns: 40 },
    );
  });

  it('carry the row as the query made it, 25 by default', async () => {
    await fill(Array.from({ length: 26 }, (_, micros) => micros));
    const page = await rows({ sort: 'writtenAt' });
    expect(page.items).toHaveLength(25);
    expect(page.items[0]).toEqual({ id: expect.any(String), note_text: 'note 1', written_at: expect.any(Date) });
    expect((await entities({ sort: 'text', limit: 1 })).items[0]).toMatchObject({ noteText: 'note 1' });
    expect((await rows({ limit: 26 })).nextCursor).toBeNull();
  });

  const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['nonsense', '%%%'],
    ['no position', encoded({ page: 2 })],
    ['of another sort', encoded(['text', 'note 1', '01960000-0000-7000-8000-000000000000'])],
    ['with no instant in it', encoded(['-writtenAt', 'yesterdayish', '01960000-0000-7000-8000-000000000000'])],
    ['with what no text column takes', encoded(['-writtenAt', '2026-03-02 09:00:00+00', '\0'])],
    ['with no id in it', encoded(['-writtenAt', '2026-03-02 09:00:00+00', 'seven'])],
  ])('refuse a cursor that is %s', async (_name, cursor) => {
    const bad = { code: 'request.bad-cursor', kind: 'malformed' };
    await expect(rows({ cursor })).rejects.toMatchObject(bad);
    await expect(entities({ cursor })).rejects.toMatchObject(bad);
  });

  it('refuse to sort by what is not offered', async () => {
    const bad = { code: 'request.bad-sort', kind: 'malformed' };
    await expect(rows({ sort: 'id; drop table notes' })).rejects.toMatchObject(bad);
    await expect(entities({ sort: 'constructor' })).rejects.toMatchObject(bad);
  });
});
