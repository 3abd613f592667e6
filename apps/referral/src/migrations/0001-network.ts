import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable, editedTables } from '#libs/history';
import { infrastructureTables } from '#libs/persistence';

/** What other services told. */
const learnt = `
create table clients (client_id uuid primary key, name text not null);
create table contacts (
  contact_id uuid primary key,
  client_id uuid not null,
  email text not null,
  gone boolean not null default false
);
create index contacts_by_client on contacts (client_id);

-- An expert's id is its account's.
create table experts (expert_id uuid primary key, name text not null);
create table accounts (
  account_id uuid primary key,
  role text not null,
  name text not null,
  email text not null,
  client_id uuid,
  disabled boolean not null
);
create index accounts_by_client on accounts (client_id);
create index accounts_by_email on accounts (lower(email));

create table placements (
  placement_id uuid primary key,
  client_id uuid not null,
  active boolean not null,
  -- unknown while only its end is
  began_at timestamptz
);
create index placements_by_client on placements (client_id);

-- RC-4: the latest published version of each.
create table programmes (
  programme text primary key,
  version integer not null,
  commission_percent integer not null check (commission_percent between 0 and 100)
);

-- Where experts are paid to: the same account has the same id.
create table expert_bank_accounts (expert_id uuid primary key, bank_account_id uuid not null, named_at timestamptz not null);
create index expert_bank_accounts_by_account on expert_bank_accounts (bank_account_id);
-- Where clients pay from.
create table client_bank_accounts (
  client_id uuid not null,
  bank_account_id uuid not null,
  primary key (client_id, bank_account_id)
);
create index client_bank_accounts_by_account on client_bank_accounts (bank_account_id);
`;

const policy = `
create table referral_policy (
  only_row boolean primary key default true check (only_row),
  policy jsonb not null
);
insert into referral_policy (policy) values ('{
  "protectionDays": 90, "extensionDays": 60, "meetingMinutes": { "from": 30, "to": 60 }, "holdDays": 14,
  "referencesBenchmarkPercent": 68, "concentrationLimitPercent": 20
}');
insert into edited_tables (name, version, updated_at, updated_by)
values ('referral-policy', 1, '2026-01-01T00:00:00Z', 'Shoreline');
`;

export class Network1767225900001 implements MigrationInterface {
  name = 'Network1767225900001';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...infrastructureTables, changesTable('referral'), editedTables, learnt, policy]) {
      await runner.query(sql);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
