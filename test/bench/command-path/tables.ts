import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

/** The ids of all tasks there are. */
export const taskIds = Array.from(
  { length: 3_200 },
  (_, n) => `00000000-0000-7000-8000-${n.toString().padStart(12, '0')}`,
);

export class Tasks1760000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of infrastructureTables) await runner.query(table);
    await runner.query(`create table tasks (
      id uuid primary key,
      title text not null,
      reported_minutes integer not null default 0,
      version integer not null default 1,
      updated_at timestamptz not null default now()
    )`);
    await runner.query(`insert into tasks (id, title) select id, 'Task ' || id from unnest($1::uuid[]) as id`, [
      taskIds,
    ]);
  }

  async down(): Promise<void> {}
}
