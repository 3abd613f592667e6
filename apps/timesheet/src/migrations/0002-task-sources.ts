import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- TS-11. What a task came from: a question, a bug, a meeting.
alter table tasks
  add column source_kind text check (source_kind in ('question', 'bug', 'meeting')),
  add column source_id uuid,
  add constraint task_source_whole check ((source_kind is null) = (source_id is null));
create index tasks_by_source on tasks (source_id, placement_id) where source_id is not null;
`;

export class TaskSources1767225600002 implements MigrationInterface {
  name = 'TaskSources1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
