import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- RC-2. What was planned with a company before it became a client: one plan of a client goes to one board. Its tasks keep
-- their ids, so that none comes twice.
create table plans (
  lead_id uuid primary key,
  client_id uuid not null,
  company_name text not null,
  tasks jsonb not null,
  won_at timestamptz not null,
  placement_id uuid unique references boards
);
create index plans_by_client on plans (client_id);
create unique index plan_on_board_once on plans (client_id) where placement_id is not null;

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
