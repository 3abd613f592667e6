import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable, editedTables } from '#libs/history';
import { infrastructureTables } from '#libs/persistence';

const tables = `
-- What other services told of clients, their contacts, experts and accounts.
create table clients (
  client_id uuid primary key,
  name text not null,
  time_zone text not null,
  -- Account of the owning account executive.
  owner_id uuid
);
create index clients_by_owner on clients (owner_id);
create table contacts (
  contact_id uuid primary key,
  client_id uuid not null,
  name text not null,
  email text not null,
  -- No longer named by its client: kept, as its answers are.
  gone boolean not null default false
);
create index contacts_by_client on contacts (client_id);
create index contacts_by_email on contacts (lower(email));
create table experts (
  expert_id uuid primary key,
  name text not null,
  team_lead_id uuid
);
create index experts_by_team_lead on experts (team_lead_id);
create table accounts (
  account_id uuid primary key,
  role text not null,
  name text not null,
  email text not null,
  client_id uuid,
  disabled boolean not null
);
create index accounts_by_client on accounts (client_id);

create table placements (
  placement_id uuid primary key,
  client_id uuid not null,
  expert_id uuid not null,
  title text not null,
  programme text not null,
  state text not null check (state in ('active', 'paused', 'ended')),
  starts_on date not null,
  ends_on date not null,
  time_zone text not null,
  -- QN-1. By the contract in force.
  nps_every_days integer not null
);
create index placements_by_client on placements (client_id, placement_id);
create index placements_by_expert on placements (expert_id, placement_id);
create index placements_by_state on placements (state, placement_id);

-- QN-5, QN-8, QN-12. What was delivered, a row for each promise or piece of work: merged so that the order in which its
-- events come makes no difference.
create table deliveries (
  kind text not null,
  subject_id uuid not null,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  -- The day it belongs to, where the placement is.
  day date not null,
  -- What was measured, in the unit of its kind; null until it is known, and where there is only kept or not.
  amount numeric,
  -- What it is measured against, where there is such a thing.
  target numeric,
  kept boolean not null default true,
  primary key (kind, subject_id)
);
create index deliveries_by_placement on deliveries (placement_id, kind, day);
create index deliveries_by_expert on deliveries (expert_id, day, kind);
create index deliveries_by_client on deliveries (client_id, day, kind);

-- QN-5. What a client says of the same things, from 1 to 5.
create table client_scores (
  source text not null check (source in ('questionnaire', 'one-to-one')),
  source_id uuid not null,
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  key text not null,
  score smallint not null check (score between 1 and 5),
  day date not null,
  primary key (source_id, placement_id, key)
);
create index client_scores_by_placement on client_scores (placement_id, key, day);
create index client_scores_by_expert on client_scores (expert_id, key, day);

-- QN-3, QN-6. What somebody has to look into.
create table cases (
  id uuid primary key,
  kind text not null check (kind in ('detractor', 'fall', 'mismatch')),
  -- What it is about: at most one open case for the same thing.
  about text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  placement_id uuid not null,
  client_id uuid not null,
  expert_id uuid not null,
  owner_id uuid,
  words text not null,
  facts jsonb not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  overdue_at timestamptz,
  answer text,
  answered_by text,
  answered_at timestamptz,
  root_cause text,
  action text,
  closed_at timestamptz,
  version integer not null default 1
);
create unique index case_open_once on cases (kind, about) where state <> 'closed';
create index cases_by_due on cases (state, due_at, id);
create index cases_by_owner on cases (owner_id, state, due_at);
create index cases_by_placement on cases (placement_id, opened_at);
create index cases_by_expert on cases (expert_id, opened_at);
create index cases_by_client on cases (client_id, opened_at);
`;

export class Network1767225800001 implements MigrationInterface {
  name = 'Network1767225800001';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [...infrastructureTables, changesTable('quality'), editedTables, tables];
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
