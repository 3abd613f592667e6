import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changesTable, editedTables } from '#libs/history';
import { infrastructureTables } from '#libs/persistence';

/** What other services told. */
const learnt = `
create table clients (
  client_id uuid primary key,
  name text not null,
  -- unknown while only a change of it is
  registered_at timestamptz
);
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
-- Money of payments that went to invoices of a client, and off them again; the account is that of the payer.
create table client_money (
  movement_id uuid primary key,
  payment_id uuid not null,
  client_id uuid not null,
  bank_account_id uuid,
  kind text not null check (kind in ('received', 'refund', 'returned', 'credit-note', 'reversal')),
  amount_minor bigint not null,
  at timestamptz not null
);
create index client_money_by_payment on client_money (payment_id, client_id);
create index client_money_by_client on client_money (client_id) where bank_account_id is not null;
create index client_money_by_account on client_money (bank_account_id) where bank_account_id is not null;
-- Where clients pay from. Not once a person took the last of a payment off again: it was another's.
create view client_bank_accounts as
select client_id, bank_account_id, payment_id from client_money paid
where bank_account_id is not null and (
  select sum(amount_minor) > 0 or (array_agg(kind order by at desc, movement_id desc))[1] <> 'reversal'
  from client_money moved where (moved.payment_id, moved.client_id) = (paid.payment_id, paid.client_id)
);
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
