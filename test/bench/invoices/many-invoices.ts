import type { Tables } from '../support/fill.js';

const clients = 2_000;
const invoicesEach = 500;
const placementsEach = 10;
const fortnights = invoicesEach / placementsEach;
export const invoices = clients * invoicesEach;
/** The clock of the service: a Monday after the last period. */
export const now = '2026-03-02T09:00:00Z';

const buyer = {
  legalName: 'Blue Heron GmbH',
  address: { street: 'Torstr. 1', postcode: '10119', city: 'Berlin', country: 'DE' },
  taxId: 'DE123456789',
  email: 'billing@heron.example',
};
const seller = { ...buyer, bankName: 'Bank', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' };

/** Every fortnight each placement is settled once; the last two of each client wait to be invoiced. */
const settlements = `
insert into settlements
select gen_random_uuid(), run.id, placement_id, client_id, gen_random_uuid(), 'USD', period_start, period_end, 10, 4800,
  360000 + place % 1000, 680000 + place % 1000, period_end + interval '30 hours'
from settlement_runs run, (select *, row_number() over () as place from placements) placed
where period_end < $1::date + 14 * $2::integer or place % $3 < 2`;

/**
 * One invoice for each of the others. Of the last fortnight a fifth are drafts; the last three are open; of earlier ones
 * 96 % are paid, and one in a hundred is open, partly paid, or void.
 */
const documents = `
with settled as (
  select *, row_number() over (order by settled_at, id) as serial, (period_end - $1::date) / 14 as fortnight
  from settlements where period_end < $1::date + 14 * $2::integer
), placed as (
  select *, case
    when fortnight = $2 - 1 and serial % 5 = 0 then 'draft'
    when fortnight > $2 - 4 or serial % 100 in (0, 1) then 'issued'
    when serial % 100 = 2 then 'partly-paid' when serial % 100 = 3 then 'void' else 'paid' end as state
  from settled
), written as (
  insert into invoices (id, client_id, currency, state, year, serial, number, reference, period_start, period_end, lines,
    minutes, net_minor, tax_rate, tax_minor, credited_net_minor, paid_minor, issued_on, due_on, buyer, seller, created_at,
    created_by)
  select id, client_id, currency, state, year, serial_of, 'INV-' || year || '-' || lpad(serial_of::text, 7, '0'),
    'RF18INV' || year || lpad(serial_of::text, 7, '0'), period_start, period_end, 1, minutes, bill_minor, 0, 0,
    case state when 'void' then bill_minor else 0 end,
    case state when 'paid' then bill_minor when 'partly-paid' then bill_minor / 2 else 0 end,
    case when year is not null then period_end + 1 end, case when year is not null then period_end + 15 end,
    case when year is not null then $3::jsonb end, case when year is not null then $4::jsonb end,
    settled_at + serial * interval '1 microsecond', 'Shoreline'
  from placed, lateral (
    select case when state <> 'draft' then extract(year from period_end)::integer end as year,
      case when state <> 'draft' then serial::integer end as serial_of) numbered
  returning id, client_id
)
insert into invoiced_settlements select id, id, client_id from written`;

/** A million invoices over two years, each of one settlement whose id it has; what clients owe stands in the ledger's balances. */
export async function manyInvoices(tables: Tables): Promise<void> {
  const first = '2024-03-31';
  await tables.query(`insert into clients select gen_random_uuid(), 'Client ' || n from generate_series(1, $1) n`, [
    clients,
  ]);
  await tables.query(
    `insert into placements select gen_random_uuid(), client_id, gen_random_uuid(), 'Storefront'
     from clients, generate_series(1, $1) n`,
    [placementsEach],
  );
  await tables.query(
    `insert into settlement_runs (id, period_start, period_end, state, started_at, started_by, lines)
     select gen_random_uuid(), day - 13, day, 'done', now(), 'Bench', 0
     from generate_series(0, $2::integer) n, lateral (select $1::date + 14 * n as day) periods`,
    [first, fortnights],
  );
  await tables.query(settlements, [first, fortnights, placementsEach]);
  // What is issued takes no more settlements: here both come in one statement.
  await tables.query('alter table invoiced_settlements disable trigger user');
  await tables.query(documents, [first, fortnights, JSON.stringify(buyer), JSON.stringify(seller)]);
  await tables.query('alter table invoiced_settlements enable trigger user');
  await tables.query(
    `insert into account_balances select 'client-receivable', client_id, 'USD', sum(bill_minor) from settlements group by 2`,
  );
}
