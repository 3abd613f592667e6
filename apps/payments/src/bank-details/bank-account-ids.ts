import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';
import type { TypedBankDetails } from './bank-details.rules.js';

type Queries = Pick<EntityManager, 'query'>;

/** An account as a statement would have it: its IBAN, or clearing number and account number. */
export const accountOf = (details: TypedBankDetails): string =>
  details.kind === 'iban' ? details.iban : `${details.routingNumber}/${details.accountNumber}`;

/** One id for each account, whoever pays from it or is paid to it: others may compare accounts and never learn a number. */
export async function accountIdOf(tx: Queries, account: string): Promise<string> {
  return (await accountIdsOf(tx, [account])).get(account)!;
}

/** The same of many, by account. */
export async function accountIdsOf(tx: Queries, accounts: readonly string[]): Promise<Map<string, string>> {
  const each = [...new Set(accounts)].sort();
  await tx.query(
    `insert into bank_accounts (account, id) select * from unnest($1::text[], $2::uuid[])
     on conflict (account) do nothing`,
    [each, each.map(() => newId())],
  );
  const known = await tx.query<{ account: string; id: string }[]>(
    'select account, id from bank_accounts where account = any($1)',
    [each],
  );
  return new Map(known.map(({ account, id }) => [account, id]));
}
