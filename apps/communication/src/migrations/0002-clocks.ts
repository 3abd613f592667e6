import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- CS-7. A promise that is measured, with the calendar version and target it started with. What it will come to is worked
-- out whenever its life takes a turn: timers and boards need no calendar.
create table clocks (
  id uuid primary key,
  kind text not null check (kind in ('first-answer', 'next-answer', 'promised-update', 'fix', 'mistake')),
  subject_kind text not null check (subject_kind in ('question', 'bug', 'mistake')),
  subject_id uuid not null,
  title text not null,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  assigned_to uuid not null,
  calendar_version integer not null,
  around_the_clock boolean not null,
  target_seconds integer not null check (target_seconds > 0),
  state text not null check (state in ('running', 'waiting', 'stopped')),
  -- Its life so far: [{ kind, at }], in order.
  events jsonb not null,
  started_at timestamptz not null,
  stopped_at timestamptz,
  stopped_because text check (stopped_because in ('done', 'paused', 'ended')),
  -- What it goes back to when the placement resumes.
  after_pause text check (after_pause in ('running', 'waiting')),
  -- Service seconds at which it warns, ascending, and when that is if nothing changes.
  warnings integer[] not null,
  warn_at timestamptz[] not null,
  warned_seconds integer,
  due_at timestamptz,
  breached_at timestamptz,
  noticed_late boolean not null default false,
  foreign key (placement_id, calendar_version) references calendars (placement_id, version),
  constraint clock_stopped_once check ((state = 'stopped') = (stopped_at is not null and stopped_because is not null)),
  constraint clock_pauses_stopped check (after_pause is null or stopped_because = 'paused'),
  constraint clock_due_while_it_runs check (due_at is null or state = 'running')
);
create index clocks_by_subject on clocks (subject_id);
create index clocks_by_due on clocks ((coalesce(due_at, 'infinity')), id);
create index clocks_by_start on clocks (started_at, id);
create index clocks_by_client on clocks (client_id, (coalesce(due_at, 'infinity')), id);
create index clocks_by_expert on clocks (expert_id, (coalesce(due_at, 'infinity')), id);
-- Boards look at what is open only: a small part of all.
create index clocks_open on clocks (placement_id, due_at) where state <> 'stopped';
create index clocks_running_out on clocks (due_at, id) where state = 'running' and breached_at is null;
create index clocks_broken on clocks (breached_at, id) where state <> 'stopped' and breached_at is not null;
`;

export class Clocks1767225600002 implements MigrationInterface {
  name = 'Clocks1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
