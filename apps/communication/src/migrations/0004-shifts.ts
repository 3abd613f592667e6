import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
create extension if not exists btree_gist;

-- CS-1. One stretch of presence; it keeps the duties of the terms that were in force when it began.
create table shifts (
  id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  expert_name text not null,
  day date not null,
  time_zone text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  duties jsonb not null,
  state text not null
    check (state in ('expected', 'late', 'present', 'on-break', 'no-show', 'suspended', 'over')),
  checked_in_at timestamptz,
  late_minutes integer not null default 0 check (late_minutes >= 0),
  suspended_because text,
  -- CS-3: the last silence that was noted began here
  silence_noted_since timestamptz,
  constraint shift_forwards check (starts_at < ends_at),
  constraint shift_suspended_for_a_reason check ((state = 'suspended') = (suspended_because is not null)),
  constraint shift_checked_in check (checked_in_at is not null or state not in ('present', 'on-break')),
  -- several a day, never two at once
  constraint shift_no_overlap exclude using gist (placement_id with =, tstzrange(starts_at, ends_at) with &&)
);
create index shifts_by_start on shifts (starts_at, id);
create index shifts_by_placement on shifts (placement_id, starts_at, id);
create index shifts_by_client on shifts (client_id, starts_at, id);
create index shifts_by_expert on shifts (expert_id, starts_at, id);
create index shifts_by_state on shifts (state, starts_at, id);

-- CS-2. A status that is asked for at an hour of a shift, or one that nobody asked for: it was due when it came.
create table shift_updates (
  id uuid primary key,
  shift_id uuid not null references shifts on delete cascade,
  due_at timestamptz not null,
  asked boolean not null,
  state text not null check (state in ('due', 'given', 'reminded', 'missed', 'excused')),
  text text,
  given_at timestamptz,
  constraint update_given_with_text check ((state = 'given') = (text is not null) and (state = 'given') = (given_at is not null)),
  constraint update_unasked_is_given check (asked or state = 'given')
);
create unique index update_once_an_hour on shift_updates (shift_id, due_at) where asked;
create index updates_by_shift on shift_updates (shift_id, due_at, id);

-- CS-3
create table shift_breaks (
  id uuid primary key,
  shift_id uuid not null references shifts on delete cascade,
  started_at timestamptz not null,
  expected_minutes integer not null check (expected_minutes > 0),
  expected_back_at timestamptz not null,
  ended_at timestamptz,
  covered_by uuid,
  overdue_noted boolean not null default false,
  constraint break_forwards check (ended_at >= started_at)
);
create unique index break_one_at_a_time on shift_breaks (shift_id) where ended_at is null;
create index breaks_by_shift on shift_breaks (shift_id, started_at, id);

-- CS-3. When an expert was heard of: insert-only, so that whoever notes a sign waits for nobody. Gone when the shift is over.
create table presence_signs (
  placement_id uuid not null,
  expert_id uuid not null,
  at timestamptz not null,
  primary key (placement_id, expert_id, at)
);

-- CS-1 to CS-3. Facts for a conversation: each once, and never changed.
create table presence_facts (
  id uuid primary key,
  kind text not null check (kind in ('late', 'no-show', 'missed-update', 'silence', 'late-break')),
  shift_id uuid not null references shifts,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  expert_name text not null,
  at timestamptz not null,
  minutes integer,
  words text not null,
  noticed_late boolean not null,
  constraint presence_fact_once unique (shift_id, kind, at)
);
create index presence_facts_by_time on presence_facts (at, id);
create index presence_facts_by_placement on presence_facts (placement_id, at, id);
create index presence_facts_by_expert on presence_facts (expert_id, at, id);
create index presence_facts_by_kind on presence_facts (kind, at, id);

create table presence_talks (
  id uuid primary key,
  fact_id uuid not null references presence_facts,
  note text not null,
  by_id uuid not null,
  by text not null,
  at timestamptz not null
);
create index presence_talks_by_fact on presence_talks (fact_id, at, id);
revoke update, delete, truncate on presence_facts, presence_talks from communication_app;
`;

export class Shifts1767225600004 implements MigrationInterface {
  name = 'Shifts1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
