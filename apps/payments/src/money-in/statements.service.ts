import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { notYours } from '#libs/access';
import type { BankStatement, BankStatementFilter, StatementEntry, StatementEntryFilter } from '#libs/contracts';
import { containing, type Page, pageOf, pageOfSql, wireMoney } from '#libs/persistence';
import { maskedAccount } from '../bank-details/bank-details.rules.js';
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
    if (account)
      query.andWhere('statement.account = :account', { account: account.replace(/[\s-]/g, '').toUpperCase() });
    if (from) query.andWhere('statement.toDay >= :from', { from });
    if (to) query.andWhere('statement.fromDay <= :to', { to });
    const sorts = { day: `coalesce(statement.toDay, 'infinity')`, importedAt: 'statement.importedAt' };
    return pageOf(query, filter, { id: 'statement.id', sorts, defaultSort: '-importedAt' });
  }

  async entries(
    id: string,
    filter: z.output<typeof StatementEntryFilter>,
  ): Promise<Page<z.output<typeof StatementEntry>>> {
    const { outcome, bookedOn, q } = filter;
    const { currency } = await this.get(id);
    const page = await pageOfSql<Omit<StatementEntryEntity, 'statementId'>>(
      this.dataSource.manager,
      {
        sql: `select line, bank_reference as "bankReference", booked_on::text as "bookedOn", amount_minor as "amountMinor",
            payer_name as "payerName", remittance, outcome, detail, payment_id as "paymentId"
          from statement_entries where statement_id = $1 and ($2::text is null or outcome = $2)
            and ($3::date is null or booked_on = $3)
            and ($4::text is null or concat_ws(' ', payer_name, remittance, bank_reference) ilike $4)`,
        params: [id, outcome, bookedOn, q && containing(q)],
      },
      filter,
      { id: 'line', sorts: { line: 'line' }, defaultSort: 'line' },
    );
    const items = page.items.map(({ amountMinor, ...entry }) => ({
      ...entry,
      amount: wireMoney(amountMinor, currency),
    }));
    return { ...page, items };
  }
}

export function statementView(statement: BankStatementEntity): z.output<typeof BankStatement> {
  const { id, statementId, account, fromDay: from, toDay: to, currency, counts, importedBy } = statement;
  return {
    ...{ id, statementId, account: maskedAccount(account), from, to, counts, importedBy },
    opening: wireMoney(statement.openingMinor, currency),
    closing: wireMoney(statement.closingMinor, currency),
    importedAt: statement.importedAt.toISOString(),
  };
}
