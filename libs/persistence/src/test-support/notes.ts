import { DataSource, EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { testDatabase } from '#libs/testing';
import { dataSourceOptions } from '../data-source.js';
import { infrastructureTables } from '../infrastructure-tables.js';

/** A table to write to, and one constraint of each sort. */
export class Notes1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of infrastructureTables) await runner.query(statement);
    await runner.query(`create table notes (
      id uuid primary key default gen_random_uuid(),
      note_text text not null,
      written_at timestamptz not null default now(),
      during tstzrange,
      constraint note_text_unique unique (note_text),
      constraint note_has_text check (note_text <> ''),
      constraint note_no_overlap exclude using gist (during with &&)
    )`);
  }

  async down(): Promise<void> {}
}

export interface Note {
  id: string;
  noteText: string;
  writtenAt: Date;
}

export const NoteEntity = new EntitySchema<Note>({
  name: 'note',
  tableName: 'notes',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    noteText: { type: 'text' },
    writtenAt: { type: 'timestamptz' },
  },
});

export interface NotesDatabase {
  url: string;
  dataSource: DataSource;
  drop(): Promise<void>;
}

/** A fresh database with the table `notes`, connected as its runtime role; `via` may lead through a proxy. */
export async function notesDatabase(
  via = (url: string): Promise<string> => Promise.resolve(url),
): Promise<NotesDatabase> {
  const database = await testDatabase({ service: 'persistence', migrations: [Notes1760000000000] });
  const url = await via(database.url);
  const dataSource = new DataSource(dataSourceOptions({ url, service: 'persistence', entities: [NoteEntity] }));
  await dataSource.initialize();
  return {
    url,
    dataSource,
    async drop() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

export const countNotes = async (dataSource: DataSource): Promise<number> => {
  const [row] = await dataSource.query<{ count: number }[]>('select count(*)::int as count from notes');
  return row?.count ?? 0;
};
