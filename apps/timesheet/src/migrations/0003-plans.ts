import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- RC-2. What was planned with a company before it became a client: a client has one plan, and it goes to one board. Its
-- tasks keep their ids, so that none comes twice.
create table plans (
  client_id uuid primary key,
  lead_id uuid not null unique,
  company_name text not null,
  tasks jsonb not null,
  placement_id uuid unique references boards
);

alter table tasks
  drop constraint tasks_source_kind_check,
  add constraint tasks_source_kind_check check (source_kind in ('question', 'bug', 'meeting', 'plan'));
`;

export class Plans1767225600003 implements MigrationInterface {
  name = 'Plans1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
