import type { Tables } from '../support/fill.js';

const clients = 2_000;
const invoicesEach = 500;
const fortnights = 50;
const referrers = 200;
/** Of a hundred clients so many were brought by somebody. */
const referred = 68;
export const invoices = clients * invoicesEach;
/** The clock of the service; the last invoices are of its month. */
export const now = '2026-03-02T09:00:00Z';

/** Two years of a million invoices as the consumer counts them, clients of very different size, and the tallies this leaves. */
export async function manyMovements(tables: Tables): Promise<void> {
  await tables.query(
    `insert into clients (client_id, name) select gen_random_uuid(), 'Client ' || n from generate_series(1, $1) n`,
    [clients],
  );
  await tables.query(
    `insert into referrers (id, kind, name, created_at, created_by)
     select gen_random_uuid(), (array['expert', 'client', 'partner', 'outsider'])[n % 4 + 1], 'Referrer ' || n, now(), 'Bench'
     from generate_series(1, $1) n`,
    [referrers],
  );
  await tables.query(
    `with c as (select client_id, row_number() over (order by client_id) as place from clients),
     r as (select id as referrer_id, row_number() over (order by id) as place from referrers)
     insert into leads (id, referrer_id, company_name, company, contact, need, relation, state, programme, rate_percent,
       client_id, won_at, created_at, created_by)
     select gen_random_uuid(), referrer_id, 'Company', '{}', '{}', 'Need', 'Friends', 'won', 'network', 25, client_id,
       now(), now(), 'Bench'
     from c join r on r.place = c.place % $1 + 1 where c.place % 100 < $2`,
    [referrers, referred],
  );
  await tables.query(
    `insert into placements select gen_random_uuid(), client_id, n % 2 = 0
     from clients, generate_series(1, 20) n`,
  );
  await tables.query(
    `insert into revenue_movements
     select gen_random_uuid(), 'invoice', client_id, 'USD',
       date_trunc('month', date '2026-03-02' - 14 * (n % $2))::date, place * 100, place * 60, 0
     from (select client_id, row_number() over (order by client_id) as place from clients) c, generate_series(1, $1) n`,
    [invoicesEach, fortnights],
  );
  await tables.query(
    `insert into revenue_tallies
     select currency, month, client_id, sum(revenue_minor), sum(pay_minor), sum(commission_minor)
     from revenue_movements group by 1, 2, 3 order by 2, 3`,
  );
}
