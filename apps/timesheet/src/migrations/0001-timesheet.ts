import type { MigrationInterface, QueryRunner } from 'typeorm';
import { infrastructureTables } from '#libs/persistence';

const tables = `
create extension if not exists btree_gist;

-- TS-1. A copy of what placement told: whose board, which days, which zone.
create table boards (
  placement_id uuid primary key,
  client_id uuid not null,
  expert_id uuid not null,
  title text not null,
  client_name text not null,
  expert_name text not null,
  time_zone text not null,
  starts_on date not null,
  ends_on date not null,
  state text not null check (state in ('active', 'paused', 'ended'))
);
create index boards_by_client on boards (client_id, starts_on, placement_id);
create index boards_by_expert on boards (expert_id, starts_on, placement_id);
create index boards_by_start on boards (starts_on, placement_id);

-- TS-8, PM-11. What each agreed version of the contract says; an amendment may come before the board itself.
create table board_terms (
  placement_id uuid not null,
  number integer not null,
  effective_from date not null,
  weekly_cap_minutes integer check (weekly_cap_minutes > 0),
  ends_on date not null,
  time_zone text not null,
  primary key (placement_id, number)
);

-- Days a placement rests: from a day, until the day before it resumes.
create table board_pauses (
  placement_id uuid not null references boards,
  from_day date not null,
  until_day date,
  primary key (placement_id, from_day)
);

create table tasks (
  id uuid primary key,
  placement_id uuid not null references boards,
  title text not null,
  description text not null,
  "column" text not null default 'to-do' check ("column" in ('to-do', 'in-progress', 'done')),
  estimate_minutes integer check (estimate_minutes > 0),
  reported_minutes integer not null default 0 check (reported_minutes >= 0),
  week date check (extract(isodow from week) = 1),
  created_by text not null,
  created_at timestamptz not null,
  updated_by text not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  -- TS-2, numbers before movement
  constraint task_planned_with_estimate check (week is null or estimate_minutes is not null),
  constraint task_moved_with_estimate check ("column" <> 'in-progress' or estimate_minutes is not null),
  constraint task_done_with_hours check ("column" <> 'done' or (estimate_minutes is not null and reported_minutes > 0))
);
create index tasks_by_board on tasks (placement_id, created_at, id);
create index tasks_by_title on tasks (placement_id, title, id);
create index tasks_by_week on tasks (placement_id, week);

create table sprints (
  placement_id uuid not null references boards,
  week date not null check (extract(isodow from week) = 1),
  goals text not null,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (placement_id, week)
);

create table sheets (
  id uuid primary key,
  placement_id uuid not null references boards,
  client_id uuid not null,
  expert_id uuid not null,
  week date not null check (extract(isodow from week) = 1),
  state text not null default 'open' check (state in ('open', 'submitted', 'returned', 'approved', 'settled')),
  summary text,
  submitted_at timestamptz,
  approves_itself_at timestamptz,
  returned_reason text,
  version integer not null default 1,
  unique (placement_id, week)
);
create index sheets_by_client on sheets (client_id, week, id);
create index sheets_by_expert on sheets (expert_id, week, id);
create index sheets_by_week on sheets (week, id);
create index sheets_by_state on sheets (state, week, id);
create index sheets_by_submission on sheets (coalesce(submitted_at, 'infinity'), id);

create table entries (
  id uuid primary key,
  sheet_id uuid not null references sheets,
  placement_id uuid not null references boards,
  client_id uuid not null,
  expert_id uuid not null,
  task_id uuid not null references tasks,
  week date not null,
  day date not null,
  minutes integer not null check (minutes <> 0 and minutes between -1500 and 1500),
  started_at timestamptz,
  ended_at timestamptz,
  note text not null,
  source text not null check (source in ('manual', 'timer', 'import', 'correction')),
  state text not null default 'open' check (state in ('open', 'submitted', 'approved', 'disputed', 'rejected', 'settled')),
  corrects_entry_id uuid references entries,
  decided_at timestamptz,
  decided_by text,
  decided_how text check (decided_how in ('client', 'evidence', 'automatic', 'dispute')),
  decided_reason text,
  disputed_at timestamptz,
  dispute_reason text,
  dispute_answer_by timestamptz,
  dispute_answer text,
  dispute_answered_at timestamptz,
  created_at timestamptz not null,
  updated_by text not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  -- What the line adds to its day and its task: see reportedMinutes in corrections.rules.ts.
  reported_minutes integer not null generated always as (case
    when source <> 'correction' or state in ('approved', 'settled') then minutes
    when state = 'rejected' then 0
    else greatest(minutes, 0)
  end) stored,
  constraint entry_week check (week = date_trunc('week', day)::date),
  constraint entry_positive check (minutes > 0 or source = 'correction'),
  constraint entry_correction check ((source = 'correction') = (corrects_entry_id is not null)),
  constraint entry_span check ((started_at is null) = (ended_at is null) and started_at < ended_at),
  constraint entry_decided check (num_nonnulls(decided_at, decided_by, decided_how)
    = case when state in ('approved', 'rejected', 'settled') then 3 else 0 end),
  constraint entry_disputed check (num_nonnulls(disputed_at, dispute_reason, dispute_answer_by) in (0, 3)
    and (state <> 'disputed' or disputed_at is not null)),
  -- TS-4
  constraint entry_no_overlap exclude using gist (expert_id with =, tstzrange(started_at, ended_at) with &&)
    where (started_at is not null)
);
create index entries_by_sheet on entries (sheet_id, day, id);
create index entries_by_task on entries (task_id, day, id);
create index entries_by_placement on entries (placement_id, day, id);
create index entries_by_expert on entries (expert_id, day, id);
create index entries_by_client on entries (client_id, day, id);
create index entries_by_day on entries (day, id);
create index entries_by_creation on entries (created_at, id);
create index entries_disputed on entries (day, id) where state = 'disputed';
create index entries_by_correction on entries (corrects_entry_id) where corrects_entry_id is not null;

-- TS-4: minutes of an expert's day over all placements; its row is the lock that makes the sum safe.
create table expert_days (
  expert_id uuid not null,
  day date not null,
  minutes integer not null,
  primary key (expert_id, day),
  constraint expert_day_length check (minutes between 0 and 1500)
);

create table running_timers (
  expert_id uuid primary key,
  task_id uuid not null references tasks,
  placement_id uuid not null references boards,
  started_at timestamptz not null,
  note text not null
);

create table imports (
  id uuid primary key,
  placement_id uuid not null references boards,
  client_id uuid not null,
  expert_id uuid not null,
  tool text not null check (tool in ('toggl', 'clockify', 'harvest')),
  state text not null check (state in ('previewed', 'committed')),
  content jsonb not null,
  created_by text not null,
  created_at timestamptz not null,
  committed_at timestamptz
);

-- TS-5: what came in once never comes in again.
create table imported_rows (
  expert_id uuid not null,
  fingerprint text not null,
  import_id uuid not null references imports,
  primary key (expert_id, fingerprint)
);
`;

/**
 * TS-7: the lock holds on every path, because the database holds it. A line changes only while it is open, in a week
 * that is open or returned; its state goes one way, and a decision stays as it was made.
 */
const locks = `
create function refuse_locked(what text) returns void language plpgsql as $$
begin
  raise exception '%', what using errcode = '23514', constraint = 'entry_locked';
end $$;

create function entry_lock() returns trigger language plpgsql as $$
declare
  content_changes boolean := tg_op = 'INSERT';
begin
  if tg_op = 'DELETE' then
    if old.state <> 'open' then perform refuse_locked('the line is locked'); end if;
    return old;
  end if;

  if tg_op = 'INSERT' then
    if new.state <> (case new.source when 'correction' then 'submitted' else 'open' end) then
      perform refuse_locked('a new line waits for its decision');
    end if;
  else
    content_changes := (old.id, old.task_id, old.day, old.minutes, old.started_at, old.ended_at, old.note, old.sheet_id,
        old.placement_id, old.client_id, old.expert_id, old.source, old.corrects_entry_id)
      is distinct from (new.id, new.task_id, new.day, new.minutes, new.started_at, new.ended_at, new.note, new.sheet_id,
        new.placement_id, new.client_id, new.expert_id, new.source, new.corrects_entry_id);
    if content_changes and (old.state, new.state) <> ('open', 'open') then
      perform refuse_locked('the line is locked');
    end if;
    if old.state <> new.state and (old.state, new.state) not in (('open', 'submitted'), ('submitted', 'open'),
        ('submitted', 'approved'), ('submitted', 'disputed'), ('disputed', 'approved'), ('disputed', 'rejected'),
        ('approved', 'settled')) then
      perform refuse_locked('a line does not go from ' || old.state || ' to ' || new.state);
    end if;
    if old.state in ('approved', 'rejected', 'settled') and
        (old.decided_at, old.decided_by, old.decided_how, old.decided_reason, old.disputed_at, old.dispute_reason,
          old.dispute_answer_by, old.dispute_answer, old.dispute_answered_at)
      is distinct from (new.decided_at, new.decided_by, new.decided_how, new.decided_reason, new.disputed_at,
          new.dispute_reason, new.dispute_answer_by, new.dispute_answer, new.dispute_answered_at) then
      perform refuse_locked('a decision is locked');
    end if;
  end if;

  if content_changes and new.source <> 'correction' then
    perform from sheets where id = new.sheet_id and (placement_id, week) = (new.placement_id, new.week)
      and state in ('open', 'returned') for share;
    if not found then perform refuse_locked('the week is locked'); end if;
  elsif content_changes then
    perform from entries where id = new.corrects_entry_id and source <> 'correction' and state in ('approved', 'settled')
      and (sheet_id, task_id, day) = (new.sheet_id, new.task_id, new.day);
    if not found then perform refuse_locked('only an approved line is corrected'); end if;
  end if;
  return new;
end $$;
create trigger entry_lock before insert or update or delete on entries for each row execute function entry_lock();

create function sheet_lock() returns trigger language plpgsql as $$
begin
  if (old.id, old.placement_id, old.client_id, old.expert_id, old.week)
      is distinct from (new.id, new.placement_id, new.client_id, new.expert_id, new.week)
    or (old.state <> new.state and (old.state, new.state) not in (('open', 'submitted'), ('submitted', 'returned'),
      ('submitted', 'approved'), ('submitted', 'settled'), ('returned', 'submitted'), ('returned', 'approved'),
      ('returned', 'settled'), ('approved', 'submitted'), ('approved', 'settled'), ('settled', 'submitted'))) then
    perform refuse_locked('the week is locked');
  end if;
  return new;
end $$;
create trigger sheet_lock before update on sheets for each row execute function sheet_lock();
`;

export class Timesheet1767225600001 implements MigrationInterface {
  name = 'Timesheet1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...infrastructureTables, tables, locks]) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
