import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- What can go wrong, as placement keeps it.
create table issue_categories (
  key text primary key,
  name text not null,
  group_key text not null,
  group_name text not null,
  active boolean not null
);

-- QN-11. How often, and within how many days, a problem is seen before it is proposed for the catalogue of contracts.
create table problem_policy (
  only_row boolean primary key default true check (only_row),
  times integer not null check (times > 0),
  within_days integer not null check (within_days > 0)
);
insert into problem_policy (times, within_days) values (2, 180);
-- A problem goes on while it is seen again within those days; after that a new one begins.
create table problems (
  id uuid primary key,
  category text not null references issue_categories,
  last_seen_at timestamptz not null
);
create index problems_by_last_seen on problems (last_seen_at, id);

-- QN-4. What clients complained of.
create table complaints (
  id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  category text not null references issue_categories,
  -- As it was when the complaint was logged.
  group_key text not null,
  severity text not null check (severity in ('minor', 'serious', 'critical')),
  what text not null,
  -- For staff only.
  internal_note text,
  state text not null check (state in ('open', 'coaching', 'resolved', 'recurred', 'lost-client')),
  recurrence_of uuid references complaints,
  -- The problem it shows, once that was seen often enough.
  problem_id uuid references problems,
  how text,
  logged_by text not null,
  logged_at timestamptz not null,
  closed_at timestamptz check ((closed_at is null) = (state in ('open', 'coaching'))),
  version integer not null default 1
);
-- A complaint comes back once; what comes back again is the recurrence of its recurrence.
create unique index complaint_recurs_once on complaints (recurrence_of);
create index complaints_by_placement on complaints (placement_id, logged_at);
create index complaints_by_expert on complaints (expert_id, logged_at);
create index complaints_by_client on complaints (client_id, logged_at);
create index complaints_by_category on complaints (category, logged_at);
create index complaints_by_logged on complaints (logged_at, id);
create index complaints_by_problem on complaints (problem_id) where problem_id is not null;

create table coaching_sessions (
  id uuid primary key,
  complaint_id uuid not null references complaints,
  held_at timestamptz not null,
  minutes integer check (minutes > 0),
  coach text not null,
  agreed text not null,
  -- For staff only.
  notes text not null
);
create index coaching_sessions_by_complaint on coaching_sessions (complaint_id, held_at);

-- PL-13. Clients that were lost, by placement and group, as placement told: a complaint may come later.
create table losses (
  loss_id uuid primary key,
  placement_id uuid not null,
  group_key text not null
);
create index losses_by_placement on losses (placement_id, group_key);
`;

export class Complaints1767225800003 implements MigrationInterface {
  name = 'Complaints1767225800003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
