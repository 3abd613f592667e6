import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { JournalEntry, JournalFilter, TrialBalanceLine } from '#libs/contracts';
import { type Page, pageOfSql, wireMoney } from '#libs/persistence';

export type EntryView = z.output<typeof JournalEntry>;

interface EntryRow {
  id: string;
  number: string;
  kind: string;
  reference: string;
  at: Date;
  by: string;
  hash: string;
  postings: { id: string; account: string; ownerId: string; currency: string; minor: string }[];
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** Journal entries with their postings; `number` is their order. */
const entries = `
  select entry.id, number, kind, reference, at, actor_id as by, encode(hash, 'hex') as hash, (
    select jsonb_agg(jsonb_build_object('id', id, 'account', account, 'ownerId', owner_id, 'currency', currency,
      'minor', amount_minor::text) order by id) from postings where journal_id = entry.id) as postings
  from journal entry`;

/** PM-1, PM-9. The ledger as the network's own people read it; the controller says who may. */
@Injectable()
export class JournalService {
  constructor(private readonly dataSource: DataSource) {}

  async list(filter: z.output<typeof JournalFilter>): Promise<Page<EntryView>> {
    const page = await pageOfSql<EntryRow>(
      this.dataSource.manager,
      {
        sql: `${entries} where ($1::uuid is null or reference = $1) and ($2::text is null or kind = $2)`,
        params: [filter.reference, filter.kind],
      },
      filter,
      { id: 'id', sorts: { number: 'number' }, defaultSort: '-number' },
    );
    return { ...page, items: page.items.map(view) };
  }

  /** The entries of these settlements and payouts, in order. */
  async of(on: EntityManager, references: readonly string[]): Promise<EntryView[]> {
    const rows = await on.query<EntryRow[]>(`${entries} where reference = any($1) order by number`, [references]);
    return rows.map(view);
  }

  /** PM-9. The sums of each kind of account; over all of them debits equal credits, in every currency. */
  async trialBalance(): Promise<{ items: z.output<typeof TrialBalanceLine>[] }> {
    const rows = await this.dataSource.query<Record<'account' | 'currency' | 'debit' | 'credit' | 'balance', string>[]>(
      `select account, currency, coalesce(sum(amount_minor) filter (where amount_minor > 0), 0) as debit,
         coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0) as credit, sum(amount_minor) as balance
       from postings group by account, currency order by currency, account`,
    );
    const items = rows.map(({ account, currency, debit, credit, balance }) => ({
      ...{ account, currency, debit: wireMoney(debit, currency), credit: wireMoney(credit, currency) },
      balance: wireMoney(balance, currency),
    }));
    return { items };
  }
}

const view = ({ id, number, kind, reference, at, by, hash, postings }: EntryRow): EntryView => ({
  ...{ id, number, kind, reference, at: at.toISOString(), by, hash },
  postings: postings.map(({ id: postingId, account, ownerId, currency, minor }) => ({
    ...{ id: postingId, account, ownerId: ownerId === nobody ? null : ownerId, amount: wireMoney(minor, currency) },
  })),
});
