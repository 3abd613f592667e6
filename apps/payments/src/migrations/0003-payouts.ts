import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only.js';

const tables = `
create table bank_details (
  expert_id uuid primary key,
  details jsonb not null,
  masked text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_id uuid not null,
  version integer not null default 1
);

create table payouts (
  id uuid primary key,
  expert_id uuid not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('requested', 'approved', 'exported', 'sent', 'paid', 'rejected', 'cancelled',
    'failed', 'returned')),
  -- the bank details as they were when it was asked for: what was checked and approved is what gets paid
  beneficiary jsonb not null,
  bank_account text not null,
  bank_details_by_id uuid not null,
  invoice_reference text,
  requested_at timestamptz not null,
  requested_by text not null,
  requested_by_id uuid not null,
  promised_by timestamptz not null,
  late boolean not null default false,
  needs_second_person boolean not null,
  approval_reason text,
  approved_by text,
  bank_reference text,
  version integer not null default 1
);
create index payouts_by_time on payouts (requested_at, id);
create index payouts_by_state on payouts (state, requested_at, id);
create index payouts_by_expert on payouts (expert_id, requested_at, id);

create table payout_changes (
  payout_id uuid not null references payouts,
  number integer not null,
  state text not null,
  at timestamptz not null,
  by text not null,
  reason text,
  primary key (payout_id, number)
);

-- PM-6. Above these amounts a second person approves; amounts in a currency without a limit always need one.
create table payout_policy (
  only_row boolean primary key default true check (only_row),
  second_person_above jsonb not null,
  bank_details_rest_hours integer not null,
  promise_hours integer not null,
  version integer not null default 1
);
insert into payout_policy (second_person_above, bank_details_rest_hours, promise_hours) values (
  '[{ "amount": "5000.00", "currency": "USD" }, { "amount": "5000.00", "currency": "EUR" }, { "amount": "5000.00", "currency": "GBP" }]',
  72, 24);
`;

export class Payouts1767225600003 implements MigrationInterface {
  name = 'Payouts1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [tables, ...appendOnly('payout_changes')]) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
