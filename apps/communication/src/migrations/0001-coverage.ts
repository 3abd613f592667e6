import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable } from '#libs/history';
import { infrastructureTables } from '#libs/persistence';

const tables = `
-- What other services told of clients, experts and accounts. A row without a name was only heard of: it makes those who
-- learn of the same client at the same time queue up.
create table known_clients (
  client_id uuid primary key,
  name text,
  owner_id uuid
);
create table known_experts (
  expert_id uuid primary key,
  name text,
  team_lead_id uuid
);
create table known_accounts (
  account_id uuid primary key,
  role text not null,
  name text not null,
  disabled boolean not null
);

-- CS-1, CS-7, CS-9. A placement's promises, by the contract in force.
create table coverages (
  placement_id uuid primary key,
  client_id uuid not null,
  expert_id uuid not null,
  title text not null,
  client_name text not null,
  expert_name text not null,
  state text not null check (state in ('active', 'paused', 'ended')),
  starts_on date not null,
  ends_on date not null,
  time_zone text not null,
  channel text not null check (channel in ('board', 'email', 'chat')),
  -- Set by staff: the contract's no longer counts.
  channel_chosen boolean not null default false,
  covering_id uuid,
  team_lead_id uuid,
  account_executive_id uuid,
  calendar_version integer not null,
  -- When the next amendment begins.
  terms_until timestamptz,
  version integer not null default 1
);
create index coverages_by_start on coverages (starts_on, placement_id);
create index coverages_by_client on coverages (client_id, starts_on, placement_id);
create index coverages_by_expert on coverages (expert_id, starts_on, placement_id);
create index coverages_by_account_executive on coverages (account_executive_id, starts_on, placement_id);

-- PL-11, PM-11. What each agreed version of the contract says; an amendment may come before the placement is active.
create table coverage_terms (
  placement_id uuid not null,
  number integer not null,
  effective_from date not null,
  terms jsonb not null,
  primary key (placement_id, number)
);
revoke update, delete, truncate on coverage_terms from communication_app;

create table days_off (
  id uuid primary key,
  placement_id uuid not null references coverages,
  day date not null,
  kind text not null check (kind in ('holiday', 'leave')),
  name text not null,
  added_by text not null,
  added_at timestamptz not null,
  constraint day_off_once unique (placement_id, day, kind)
);

-- CS-7. Each calendar a placement had, from the instant it was in force; clocks keep the one they started with.
create table calendars (
  placement_id uuid not null references coverages,
  version integer not null,
  since timestamptz not null,
  calendar jsonb not null,
  primary key (placement_id, version)
);
revoke update, delete, truncate on calendars from communication_app;
`;

export class Coverage1767225600001 implements MigrationInterface {
  name = 'Coverage1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...infrastructureTables, changesTable('communication'), tables]) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
