import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- QN-7. How often there is to be a one-to-one with each side of a placement, and when the next one is due.
create table one_to_one_cadences (
  placement_id uuid not null,
  side text not null check (side in ('expert', 'client')),
  every_days integer not null check (every_days > 0),
  -- It is announced so many working days before its day.
  notice_working_days integer not null default 3 check (notice_working_days between 0 and 366),
  -- Null while the placement rests, and once it is over.
  due_on date,
  primary key (placement_id, side)
);

create table one_to_ones (
  id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  side text not null check (side in ('expert', 'client')),
  state text not null check (state in ('due', 'held', 'missed', 'cancelled')),
  due_on date not null,
  time_zone text not null,
  extra boolean not null,
  missed_at timestamptz,
  cancelled_because text,
  held_at timestamptz,
  held_by text,
  meeting_id uuid,
  notes text,
  agreed text,
  overall smallint check (overall between 1 and 5),
  version integer not null default 1,
  check ((state = 'held') = (held_at is not null)),
  check (state <> 'missed' or missed_at is not null)
);
-- Never two at a time.
create unique index one_to_one_due_once on one_to_ones (placement_id, side) where state = 'due';
create unique index one_to_one_of_meeting on one_to_ones (meeting_id) where meeting_id is not null;
create index one_to_ones_by_placement on one_to_ones (placement_id, side, due_on, id);
create index one_to_ones_by_expert on one_to_ones (expert_id, due_on, id);
create index one_to_ones_by_client on one_to_ones (client_id, due_on, id);
create index one_to_ones_by_day on one_to_ones (due_on, id);

-- Meetings of communication that are one-to-ones: until when one is planned.
create table one_to_one_meetings (
  meeting_id uuid primary key,
  placement_id uuid not null,
  starts_at timestamptz not null,
  state text not null check (state in ('scheduled', 'held', 'cancelled'))
);
create index one_to_one_meetings_planned on one_to_one_meetings (placement_id, starts_at) where state = 'scheduled';

-- QN-9. Meetings of communication that are English sessions, and who came.
create table english_sessions (
  id uuid primary key,
  placement_id uuid not null,
  expert_id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  minutes integer not null,
  time_zone text not null,
  state text not null check (state in ('scheduled', 'held', 'cancelled')),
  attended boolean,
  level text check (level in ('A1', 'A2', 'B1', 'B2', 'C1', 'C2')),
  note text,
  version integer not null default 1,
  check (level is null or attended is true)
);
create index english_sessions_by_expert on english_sessions (expert_id, starts_at, id);
create index english_sessions_by_start on english_sessions (starts_at, id);

create table tips (
  id uuid primary key,
  expert_id uuid not null,
  placement_id uuid,
  text text not null,
  given_by text not null,
  given_at timestamptz not null,
  read_at timestamptz
);
create index tips_by_expert on tips (expert_id, given_at, id);
create index tips_by_time on tips (given_at, id);
`;

export class OneToOnes1767225800005 implements MigrationInterface {
  name = 'OneToOnes1767225800005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
