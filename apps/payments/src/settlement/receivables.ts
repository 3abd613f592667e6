import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff, requireRole, scopeOf } from '#libs/access';
import type { Receivable, ReceivableFilter } from '#libs/contracts';
import { type Page, pageOfSql, wireMoney } from '#libs/persistence';
import { Clock } from '#libs/time';
import { sellerDay } from '../billing/seller-day.js';

interface BalanceRow {
  row: string;
  clientId: string;
  clientName: string;
  currency: string;
  minor: string;
}
interface PartsRow {
  row: string;
  settlements: number;
  minutes: number;
  uninvoiced: string;
  open: string;
  overdue: string;
  unallocated: string;
}

/** What a balance is made of, for the accounts of these clients. */
const parts = `
  with waiting as (
    select client_id, currency, minutes, bill_minor from settlements settlement
    where client_id = any($1)
      and not exists (
        select from invoiced_settlements billed
        where billed.client_id = settlement.client_id and settlement_id = settlement.id)
    union all
    select draft.client_id, draft.currency, settlement.minutes, bill_minor
    from invoices draft
    join invoiced_settlements on invoice_id = draft.id join settlements settlement on settlement.id = settlement_id
    where draft.client_id = any($1) and draft.state = 'draft'
  ), uninvoiced as (
    select client_id, currency, count(*)::integer as settlements, sum(minutes)::integer as minutes,
      sum(bill_minor) as uninvoiced
    from waiting group by client_id, currency
  ), billed as (
    select client_id, currency, sum(open_of(invoices)) as open,
      sum(open_of(invoices)) filter (where due_on < $2) as overdue
    from invoices
    where client_id = any($1) and state in ('issued', 'partly-paid')
    group by client_id, currency
  ), credit as (
    select client_id, currency, sum(amount_minor - allocated_minor - refunded_minor) as unallocated
    from client_payments where client_id = any($1) group by client_id, currency
  )
  select owner_id || currency as row, coalesce(settlements, 0) as settlements, coalesce(minutes, 0) as minutes,
    coalesce(uninvoiced, 0) as uninvoiced, coalesce(open, 0) as open, coalesce(overdue, 0) as overdue,
    coalesce(unallocated, 0) as unallocated
  from (select owner_id, owner_id as client_id, currency from account_balances
    where account = 'client-receivable' and owner_id = any($1)) account
  left join uninvoiced using (client_id, currency)
  left join billed using (client_id, currency)
  left join credit using (client_id, currency)`;

/** PM-2. What each client owes, and what it is made of. */
@Injectable()
export class Receivables {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, filter: z.output<typeof ReceivableFilter>): Promise<Page<z.output<typeof Receivable>>> {
    if (!isStaff(actor)) requireRole(actor, 'client');
    const on = this.dataSource.manager;
    const page: Page<BalanceRow> = await pageOfSql(
      on,
      {
        sql: `select owner_id as "clientId", coalesce(name, '') as "clientName", currency, balance_minor as minor,
            owner_id || currency as row
          from account_balances left join clients on client_id = owner_id
          where account = 'client-receivable' and ($1::uuid is null or owner_id = $1) and ($2::uuid is null or owner_id = $2)`,
        params: [filter.clientId, scopeOf(actor).clientId],
      },
      filter,
      { id: 'row', sorts: { clientName: '"clientName"' }, defaultSort: 'clientName' },
    );
    const clientIds = page.items.map(({ clientId }) => clientId);
    const rows = await on.query<PartsRow[]>(parts, [clientIds, await sellerDay(on, this.clock.now())]);
    const byRow = new Map(rows.map((each) => [each.row, each]));
    return { ...page, items: page.items.map((balance) => view(balance, byRow.get(balance.row)!)) };
  }
}

function view({ clientId, clientName, currency, minor }: BalanceRow, of: PartsRow): z.output<typeof Receivable> {
  const money = (amount: string) => wireMoney(amount, currency);
  return {
    ...{ clientId, clientName, amount: money(minor), uninvoiced: money(of.uninvoiced), open: money(of.open) },
    ...{ overdue: money(of.overdue), unallocated: money(of.unallocated) },
    ...{ settlements: of.settlements, minutes: of.minutes },
  };
}
