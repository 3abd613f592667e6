import type { MigrationInterface, QueryRunner } from 'typeorm';
import { firstMetricPairs } from './first-metric-pairs.js';

const tables = `
-- QN-6. Data: edited as a whole. Looked at on this day of the week (1 is Monday) and time, UTC.
create table metric_pairs (
  only_row boolean primary key default true check (only_row),
  pairs jsonb not null,
  weekday integer not null default 1 check (weekday between 1 and 7),
  at text not null default '06:00'
);
insert into edited_tables values ('metric_pairs', 1, '2026-01-01T00:00:00Z', 'Shoreline');

-- QN-8. Published; \`proven_by\` names kinds of deliveries, or what clients say.
create table award_standards (
  key text primary key,
  position integer not null,
  text text not null,
  proven_by text[] not null,
  -- Of an answer of 0 to 10, where that is what proves it.
  least_score integer
);
insert into award_standards (position, key, text, proven_by, least_score) values
  (1, 'updates', 'No missed update', '{update}', null),
  (2, 'punctual', 'Always punctual', '{show-time}', null),
  (3, 'complaints', 'No complaint', '{complaint}', null),
  (4, 'answers', 'Every answer in time', '{first-answer,next-answer,promised-update}', null),
  (5, 'hours', 'Hours in on time', '{sheet}', null),
  (6, 'nps', 'NPS at least 9 from every answer', '{nps}', 9),
  (7, 'breaks', 'No late break', '{break}', null);
create table award_terms (
  only_row boolean primary key default true check (only_row),
  -- Days from the Monday of a week to the last day its hours are in on time.
  sheet_due_days integer not null default 7,
  -- On this day of the next month, UTC: what comes late is in by then.
  computed_on_day integer not null default 3 check (computed_on_day between 1 and 28),
  computed_at text not null default '06:00',
  -- Promises and answers in a month below which nobody wins.
  least_measured integer not null default 10
);
insert into award_terms default values;
create table award_standings (
  id uuid primary key,
  expert_id uuid not null,
  month date not null,
  won boolean not null,
  measured integer not null,
  standards jsonb not null,
  computed_at timestamptz not null,
  computed_by text not null,
  constraint award_once unique (expert_id, month)
);
create index award_standings_by_month on award_standings (month, won);
`;

export class Metrics1767225800004 implements MigrationInterface {
  name = 'Metrics1767225800004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query('insert into metric_pairs (pairs) values ($1)', [JSON.stringify(firstMetricPairs)]);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
