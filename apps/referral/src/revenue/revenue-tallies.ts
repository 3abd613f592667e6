import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { MoneyWire, RevenueRecount } from '#libs/contracts';
import { parseMoney } from '#libs/money';
import { prepared, type Statement } from '#libs/persistence';
import { type Day, monthOf } from '#libs/time';

/** What an invoice, a credit note or a commission changes. */
export interface Movement {
  /** Of the document or commission: counted once. */
  id: string;
  kind: 'invoice' | 'credit-note' | 'commission' | 'commission-taken-back';
  clientId: string;
  /** It counts in the month of this day. */
  day: Day;
  /** Net. */
  revenue?: MoneyWire;
  pay?: readonly MoneyWire[];
  commission?: MoneyWire;
  /** -1n for what is taken back. */
  sign?: bigint;
}

const count: Statement = {
  name: 'revenue-count',
  text: `
  with fresh as (
    insert into revenue_movements (id, kind, client_id, currency, month, revenue_minor, pay_minor, commission_minor)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict do nothing returning *
  )
  insert into revenue_tallies as present (currency, month, client_id, revenue_minor, pay_minor, commission_minor)
  select currency, month, client_id, revenue_minor, pay_minor, commission_minor from fresh
  on conflict (currency, month, client_id) do update set revenue_minor = present.revenue_minor + excluded.revenue_minor,
    pay_minor = present.pay_minor + excluded.pay_minor,
    commission_minor = present.commission_minor + excluded.commission_minor`,
};

/** Every tally from the movements themselves. */
const differences = `
  with counted as (
    select currency, month, client_id, sum(revenue_minor) as revenue, sum(pay_minor) as pay, sum(commission_minor) as commission
    from revenue_movements group by 1, 2, 3
  )
  select format('%s in %s, %s: the tally says %s, the documents %s (revenue, pay, commission).',
    client_id, to_char(month, 'YYYY-MM'), currency, tally, documents) as difference
  from (
    select currency, month, client_id,
      array[coalesce(revenue_minor, 0), coalesce(pay_minor, 0), coalesce(commission_minor, 0)]::numeric[] as tally,
      array[coalesce(revenue, 0), coalesce(pay, 0), coalesce(commission, 0)]::numeric[] as documents
    from revenue_tallies full join counted using (currency, month, client_id)
  ) both_ways
  where tally <> documents order by client_id, month, currency limit 1000`;

/** RC-7. Sums by client, month and currency, kept as documents come: a report reads these, never the documents. */
@Injectable()
export class RevenueTallies {
  constructor(private readonly dataSource: DataSource) {}

  /** A movement that was counted already changes nothing. */
  async count(tx: EntityManager, movement: Movement): Promise<void> {
    const { id, kind, clientId, day, revenue, pay = [], commission, sign = 1n } = movement;
    const { currency } = (revenue ?? commission)!;
    const minor = (...amounts: readonly MoneyWire[]): string =>
      String(sign * amounts.reduce((sum, amount) => sum + parseMoney(amount).minor, 0n));
    await prepared(tx, count, [
      ...[id, kind, clientId, currency, monthOf(day)],
      ...[minor(...(revenue ? [revenue] : [])), minor(...pay), minor(...(commission ? [commission] : []))],
    ]);
  }

  /** Counts everything again, as it stands at one moment. */
  recount(): Promise<z.output<typeof RevenueRecount>> {
    return this.dataSource.transaction('REPEATABLE READ', async (on) => {
      const [movements] = await on.query<{ n: number }[]>('select count(*)::integer as n from revenue_movements');
      const rows = await on.query<{ difference: string }[]>(differences);
      return { ok: !rows.length, counted: movements!.n, differences: rows.map(({ difference }) => difference) };
    });
  }
}
