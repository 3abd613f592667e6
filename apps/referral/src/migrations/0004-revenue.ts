import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = `
-- RC-7. Each invoice, credit note and commission, once: what the tallies are the sums of.
create table revenue_movements (
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit-note', 'commission', 'commission-taken-back')),
  client_id uuid not null,
  currency char(3) not null,
  month date not null check (extract(day from month) = 1),
  revenue_minor bigint not null,
  pay_minor bigint not null,
  commission_minor bigint not null
);
-- By month, since reports are about months; whose a client is stands in the leads.
create table revenue_tallies (
  currency char(3) not null,
  month date not null,
  client_id uuid not null,
  revenue_minor bigint not null,
  pay_minor bigint not null,
  commission_minor bigint not null,
  primary key (currency, month, client_id)
);

-- PL-18. Who is over the limit now, and was told of: of placements, and of revenue in each currency by itself.
create table concentration_alerts (
  client_id uuid not null,
  "of" text not null check ("of" in ('placements', 'revenue')),
  currency char(3) check (("of" = 'revenue') = (currency is not null)),
  since timestamptz not null,
  unique nulls not distinct (client_id, "of", currency)
);
-- Those that ended pile up.
create index placements_active on placements (client_id) where active;
`;

export class Revenue1767225900004 implements MigrationInterface {
  name = 'Revenue1767225900004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
