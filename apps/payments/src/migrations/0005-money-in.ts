import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only.js';

/** PM-4. Clients' money: payments, where they went, refunds, the bank's statements. */
const tables = `
-- One id for each account money goes to or comes from, known by what stands on a statement.
create table bank_accounts (account text primary key, id uuid not null unique);

create table client_payments (
  id uuid primary key,
  client_id uuid,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  allocated_minor bigint not null default 0 check (allocated_minor >= 0),
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  received_on date not null,
  bank_reference text not null,
  payer_name text,
  payer_account text,
  payer_account_id uuid,
  remittance text,
  -- what the payer named the transfer; a return names it again
  end_to_end_id text,
  source text not null check (source in ('by-hand', 'partner', 'statement')),
  state text not null check (state in ('unmatched', 'unallocated', 'partly-allocated', 'allocated', 'refunded')),
  statement_id uuid,
  -- how it was matched, or why it wasn't
  matching text not null,
  waits_for_bank boolean not null default false,
  -- what was asked for, to tell the same again from another
  asked jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  recorded_by_id uuid not null,
  constraint bank_reference_once unique (bank_reference),
  constraint payment_not_overspent check (allocated_minor + refunded_minor <= amount_minor)
);
create index client_payments_by_time on client_payments (recorded_at, id);
create index client_payments_by_receipt on client_payments (received_on, id);
create index client_payments_by_amount on client_payments (currency, amount_minor);
create index client_payments_by_client on client_payments (client_id, recorded_at, id);
create index client_payments_by_state on client_payments (state, recorded_at, id);
create index client_payments_by_recorder on client_payments (recorded_by_id, recorded_at, id);
create index client_payments_by_payer on client_payments (payer_account_id) where payer_account_id is not null;
create index client_payments_by_end_to_end on client_payments (end_to_end_id) where end_to_end_id is not null;

-- Negative when it was taken off again.
create table allocations (
  id uuid primary key,
  payment_id uuid not null references client_payments,
  invoice_id uuid not null references invoices,
  amount_minor bigint not null check (amount_minor <> 0),
  because text not null,
  at timestamptz not null,
  by text not null
);
create index allocations_by_payment on allocations (payment_id, at, id);
create index allocations_by_invoice on allocations (invoice_id, at, id);

-- Whose it was said to be after it came in; null: nobody's any more.
create table payment_assignments (
  id uuid primary key,
  payment_id uuid not null references client_payments,
  client_id uuid,
  amount_minor bigint not null check (amount_minor >= 0),
  because text not null,
  at timestamptz not null,
  by text not null
);
create index payment_assignments_by_payment on payment_assignments (payment_id, at, id);

create table refunds (
  id uuid primary key,
  payment_id uuid not null references client_payments,
  -- null when the bank took back what nobody had matched
  client_id uuid,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- from which invoices, after what was on none
  taken_off jsonb not null,
  bank_reference text not null,
  refunded_on date not null,
  reason text not null,
  kind text not null check (kind in ('refund', 'returned')),
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint refund_reference_once unique (bank_reference)
);
create index refunds_by_time on refunds (recorded_at, id);
create index refunds_by_payment on refunds (payment_id, recorded_at, id);
create index refunds_by_client on refunds (client_id, recorded_at, id);

create table bank_statements (
  id uuid primary key,
  statement_id text not null,
  account text not null,
  from_day date,
  to_day date,
  currency char(3) not null,
  opening_minor bigint not null,
  closing_minor bigint not null,
  counts jsonb not null,
  imported_at timestamptz not null,
  imported_by text not null,
  -- banks use an id again, in another year or for another page: what it says tells statements apart
  content text not null,
  constraint statement_once unique (account, statement_id, content)
);
create index bank_statements_by_time on bank_statements (imported_at, id);
create index bank_statements_by_day on bank_statements (coalesce(to_day, 'infinity'), id);
create table statement_entries (
  statement_id uuid not null references bank_statements,
  line integer not null,
  bank_reference text,
  booked_on date,
  amount_minor bigint not null,
  payer_name text,
  remittance text,
  outcome text not null,
  detail text not null,
  payment_id uuid,
  primary key (statement_id, line)
);
create index statement_entries_by_outcome on statement_entries (outcome, statement_id, line);

-- What the bank took back, each once, whether its payment is known or not: open while no refund has its reference.
create table bank_returns (
  bank_reference text primary key,
  id uuid not null unique,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  booked_on date not null,
  remittance text,
  -- by any of these it may name its payment, or by what the payer named it
  named text[] not null,
  end_to_end_id text
);
create index bank_returns_by_name on bank_returns using gin (named);
create index bank_returns_by_end_to_end on bank_returns (end_to_end_id) where end_to_end_id is not null;
`;

export class MoneyIn1767225600005 implements MigrationInterface {
  name = 'MoneyIn1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    const grown = ['allocations', 'payment_assignments', 'refunds'];
    const said = ['bank_statements', 'statement_entries', 'bank_returns'];
    for (const sql of [tables, ...appendOnly(...grown, ...said)]) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
