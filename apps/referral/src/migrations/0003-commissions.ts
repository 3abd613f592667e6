import type { MigrationInterface, QueryRunner } from 'typeorm';

/** RC-4, RC-5, RC-8. */
const tables = `
-- Every invoice that was heard of, also of clients whose lead may still be won.
create table commission_invoices (
  invoice_id uuid primary key,
  client_id uuid not null,
  invoice_number text not null,
  currency char(3) not null,
  -- Whose commission was posted last, and the number of the last standing that was.
  lead_id uuid references leads,
  posted integer not null default 0,
  base_minor bigint not null default 0
);
create index commission_invoices_by_client on commission_invoices (client_id);

-- RC-6: those whose contract pays commission also on hours that the referrer works there itself.
create table placements_paying_own_hours (placement_id uuid primary key, client_id uuid not null);
create index placements_paying_own_hours_by_client on placements_paying_own_hours (client_id);

create table invoice_standings (
  invoice_id uuid not null references commission_invoices,
  number integer not null,
  kind text not null check (kind in ('received', 'refund', 'returned', 'credit-note', 'reversal')),
  movement_id uuid not null,
  payment_id uuid,
  bank_reference text,
  at timestamptz not null,
  standing jsonb not null,
  primary key (invoice_id, number)
);

-- Whoever changes a commission locks its referrer first.
create table commissions (
  id uuid primary key,
  referrer_id uuid not null references referrers,
  lead_id uuid not null references leads,
  client_id uuid not null,
  invoice_id uuid not null references commission_invoices,
  payment_id uuid not null,
  bank_reference text not null,
  movement_id uuid not null,
  rate_percent integer not null,
  currency char(3) not null,
  base_minor bigint not null,
  amount_minor bigint not null check (amount_minor > 0),
  taken_back_minor bigint not null default 0 check (taken_back_minor >= 0),
  taken_back_later_minor bigint not null default 0 check (taken_back_later_minor >= 0),
  set_off_minor bigint not null default 0 check (set_off_minor >= 0),
  credited_minor bigint not null default 0 check (credited_minor >= 0),
  state text not null check (state in ('held', 'released', 'taken-back')),
  earned_at timestamptz not null,
  release_at timestamptz not null,
  released_at timestamptz,
  constraint commission_is_its_parts check (case state
    when 'held' then taken_back_minor < amount_minor and set_off_minor + credited_minor = 0
    when 'released' then taken_back_minor + set_off_minor + credited_minor = amount_minor
    else taken_back_minor = amount_minor end),
  constraint commission_taken_back_once check (taken_back_later_minor <= set_off_minor + credited_minor)
);
create index commissions_by_earning on commissions (earned_at, id);
create index commissions_by_release on commissions (release_at, id);
create index commissions_by_referrer on commissions (referrer_id, earned_at, id);
create index commissions_by_lead on commissions (lead_id, earned_at, id);
create index commissions_by_client on commissions (client_id, earned_at, id);
-- What is owed back is asked for at each release.
create index commissions_owed_back on commissions (referrer_id, currency)
  where taken_back_later_minor > 0 or set_off_minor > 0;
create index commissions_by_invoice on commissions (invoice_id, earned_at, id);

-- RC-8: where each cent came from and went; its commission names payment, invoice, lead and rate.
create table commission_moves (
  n bigint generated always as identity,
  id uuid primary key,
  commission_id uuid not null references commissions,
  kind text not null check (kind in ('earned', 'taken-back', 'set-off', 'credited')),
  after_release boolean not null,
  amount_minor bigint not null check (amount_minor > 0),
  at timestamptz not null,
  because text not null,
  -- The payment, refund or credit note; none for a release, or a lead that was refused.
  movement_id uuid
);
create index commission_moves_by_commission on commission_moves (commission_id, n);
revoke update, delete, truncate on placements_paying_own_hours, invoice_standings, commission_moves from referral_app;
revoke delete, truncate on commission_invoices, commissions from referral_app;
`;

export class Commissions1767225900003 implements MigrationInterface {
  name = 'Commissions1767225900003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
