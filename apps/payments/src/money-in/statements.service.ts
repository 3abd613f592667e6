import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import type { BankStatement, BankStatementFilter, listStatementEntries, StatementEntry } from '#libs/contracts';
import { containing, type Page, pageOf, pageOfSql, wireMoney } from '#libs/persistence';
import { compact, maskedAccount } from '../bank-details/bank-details.rules.js';
import { BankStatementEntity, type StatementEntryEntity } from './statement.entities.js';

/** PM-4. What was imported, and what became of each transfer; the controller says who may see it. */
@Injectable()
export class StatementsService {
  constructor(private readonly dataSource: DataSource) {}

  async get(id: string): Promise<BankStatementEntity> {
    const statement = await this.dataSource.manager.findOneBy(BankStatementEntity, { id });
    if (!statement) throw notYours('bank-statement');
    return statement;
  }

  list(filter: z.output<typeof BankStatementFilter>): Promise<Page<BankStatementEntity>> {
    const query = this.dataSource.manager.createQueryBuilder(BankStatementEntity, 'statement');
    const { account, from, to } = filter;
    if (account) query.andWhere('statement.account = :account', { account: compact(account) });
    if (from) query.andWhere('statement.toDay >= :from', { from });
    if (to) query.andWhere('statement.fromDay <= :to', { to });
    const sorts = { day: `coalesce(statement.toDay, 'infinity')`, importedAt: 'statement.importedAt' };
    return pageOf(query, filter, { id: 'statement.id', sorts, defaultSort: '-importedAt' });
  }

  /** Of one statement in its order, or of all as they were imported; a return that found its payment later says so. */
  async entries(asked: z.output<typeof listStatementEntries.input>): Promise<Page<z.output<typeof StatementEntry>>> {
    const { id, outcome, bookedOn, q } = asked;
    if (id) await this.get(id);
    const page = await pageOfSql<StatementEntryEntity & { currency: string; place: string }>(
      this.dataSource.manager,
      { sql: entries, params: [id, outcome, bookedOn, q && containing(q)] },
      asked,
      { id: 'place', sorts: { line: 'place' }, defaultSort: 'line' },
    );
    const items = page.items.map(({ amountMinor, currency, place: _, ...entry }) => ({
      ...entry,
      amount: wireMoney(amountMinor, currency),
    }));
    return { ...page, items };
  }
}

/** Ids of statements grow with time: one column orders by statement and line. */
const entries = `
  select * from (
    select entry.statement_id as "statementId", line, entry.bank_reference as "bankReference",
      booked_on::text as "bookedOn", entry.amount_minor as "amountMinor", payer_name as "payerName", remittance,
      case when later.id is null then outcome else 'returned' end as outcome,
      case when later.id is null then detail else format('Taken back later, by %s.', later.recorded_by) end as detail,
      coalesce(entry.payment_id, later.payment_id) as "paymentId", statement.currency,
      entry.statement_id || '/' || lpad(line::text, 10, '0') as place
    from statement_entries entry join bank_statements statement on statement.id = entry.statement_id
    left join refunds later on outcome = 'return-unmatched' and later.bank_reference = entry.bank_reference
    where ($1::uuid is null or entry.statement_id = $1) and ($3::date is null or booked_on = $3)
      and ($4::text is null or concat_ws(' ', payer_name, remittance, entry.bank_reference) ilike $4)
  ) entries where $2::text is null or outcome = $2`;

export function statementView(statement: BankStatementEntity): z.output<typeof BankStatement> {
  const { id, statementId, account, fromDay: from, toDay: to, currency, counts, importedBy } = statement;
  return {
    ...{ id, statementId, account: maskedAccount(account), from, to, counts, importedBy },
    opening: wireMoney(statement.openingMinor, currency),
    closing: wireMoney(statement.closingMinor, currency),
    importedAt: statement.importedAt.toISOString(),
  };
}
