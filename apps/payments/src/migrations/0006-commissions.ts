import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only.js';

/** RC-8, PM-10. What referral told of commissions: the trail from a cent of it to the bank reference. */
const tables = `
-- Each posted once, whichever order they come in: \`reference\` is the commission, or what was taken back of it.
create table commission_moves (
  kind text not null check (kind in ('earned', 'taken-back', 'released')),
  reference uuid not null,
  commission_id uuid not null,
  referrer_id uuid not null,
  expert_id uuid,
  lead_id uuid not null,
  client_id uuid not null,
  invoice_id uuid not null,
  payment_id uuid not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor >= 0),
  -- of a release: what was set off against what was owed back
  set_off_minor bigint not null default 0,
  -- of what was earned
  base_minor bigint,
  rate_percent integer,
  at timestamptz not null,
  primary key (reference, kind),
  check ((kind = 'earned') = (base_minor is not null and rate_percent is not null))
);
create index commission_moves_by_commission on commission_moves (commission_id);
create index commission_moves_by_invoice on commission_moves (invoice_id);
create index commission_moves_by_payment on commission_moves (payment_id);
create index commission_moves_by_referrer on commission_moves (referrer_id);

-- RC-4. Who earns on a client's money, by the lead. A refused one brought nobody; its client is unknown until it was told.
create table brought_clients (
  lead_id uuid primary key,
  referrer_id uuid not null,
  client_id uuid,
  refused boolean not null
);
create index brought_clients_by_referrer on brought_clients (referrer_id);

create table referrer_payouts (
  id uuid primary key,
  referrer_id uuid not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  bank_reference text not null,
  paid_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint referrer_payout_once unique (bank_reference)
);
create index referrer_payouts_by_referrer on referrer_payouts (referrer_id, recorded_at, id);

-- A transfer that came back, as a whole.
create table referrer_payout_returns (
  payout_id uuid primary key references referrer_payouts,
  bank_reference text not null,
  returned_on date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint referrer_payout_return_reference_once unique (bank_reference)
);
`;

export class Commissions1767225600006 implements MigrationInterface {
  name = 'Commissions1767225600006';

  async up(runner: QueryRunner): Promise<void> {
    const grown = ['commission_moves', 'referrer_payouts', 'referrer_payout_returns'];
    for (const sql of [tables, ...appendOnly(...grown)]) await runner.query(sql);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
