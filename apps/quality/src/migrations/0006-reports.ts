import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- QN-5, QN-10, QN-12. Approved lines of sheets, corrections among them.
create table approved_lines (
  entry_id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  task_id uuid not null,
  title text not null,
  estimate_minutes integer,
  worked_on date not null,
  week date not null,
  minutes integer not null,
  approved_at timestamptz not null,
  -- TS-6. Nobody decided: it approved itself.
  by_itself boolean not null
);
create index approved_lines_by_placement on approved_lines (placement_id, worked_on);
create index approved_lines_by_client on approved_lines (client_id, worked_on);
-- QN-5, TS-10. Hours of a task against its latest estimate.
create view task_actuals as
  select placement_id, task_id, max(worked_on) as day, sum(minutes) as minutes,
    (array_agg(estimate_minutes order by approved_at desc, entry_id desc)
      filter (where estimate_minutes is not null))[1] as estimate
  from approved_lines group by placement_id, task_id;

create table reported_bugs (
  bug_id uuid primary key,
  placement_id uuid not null,
  client_id uuid not null,
  title text not null,
  severity text not null,
  reported_at timestamptz not null,
  fixed_at timestamptz
);
create index reported_bugs_by_client on reported_bugs (client_id, reported_at);

create table client_reports (
  id uuid primary key,
  client_id uuid not null,
  month date not null,
  time_zone text not null,
  state text not null check (state in ('draft', 'released')),
  summary text,
  outlook text,
  releases_itself_at timestamptz not null,
  released_at timestamptz,
  released_by text,
  -- Its numbers as they were released; ids, no names.
  contents jsonb,
  version integer not null default 1,
  constraint client_report_once unique (client_id, month),
  check ((state = 'released') = (contents is not null))
);
create index client_reports_by_month on client_reports (month, id);
create table report_policy (
  only_row boolean primary key default true check (only_row),
  -- From the draft until it goes out by itself.
  release_after_days integer not null check (release_after_days between 0 and 31)
);
insert into report_policy (release_after_days) values (5);

-- QN-10. Points for each unit of a cause, and at most.
create table churn_weights (
  cause text primary key,
  points integer not null check (points between 0 and 100),
  most integer not null check (most between 0 and 100),
  position integer not null unique
);
insert into churn_weights (cause, points, most, position) values
  ('low-score', 6, 30, 1),
  ('falling-score', 4, 15, 2),
  ('complaints', 5, 25, 3),
  ('broken-promises', 3, 20, 4),
  ('open-cases', 6, 18, 5),
  ('late-approvals', 3, 9, 6),
  ('overdue-one-to-one', 2, 12, 7);
insert into edited_tables values ('churn_weights', 1, '2026-01-01T00:00:00Z', 'Shoreline');

-- Each night's scores.
create table churn_risks (
  day date not null,
  placement_id uuid not null,
  score smallint not null check (score between 0 and 100),
  causes jsonb not null,
  primary key (day, placement_id)
);
create index churn_risks_by_score on churn_risks (day, score, placement_id);
create index churn_risks_by_placement on churn_risks (placement_id, day);
`;

export class Reports1767225800006 implements MigrationInterface {
  name = 'Reports1767225800006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
