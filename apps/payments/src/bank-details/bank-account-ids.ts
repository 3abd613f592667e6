import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';
import type { TypedBankDetails } from './bank-details.rules.js';

/** An account as a statement would have it: its IBAN, or clearing number and account number. */
export const accountOf = (details: TypedBankDetails): string =>
  details.kind === 'iban' ? details.iban : `${details.routingNumber}/${details.accountNumber}`;

/** One id for each account, whoever pays from it or is paid to it: others may compare accounts and never learn a number. */
export async function accountIdOf(tx: Pick<EntityManager, 'query'>, account: string): Promise<string> {
  await tx.query('insert into bank_accounts (account, id) values ($1, $2) on conflict (account) do nothing', [
    account,
    newId(),
  ]);
  const [known] = await tx.query<{ id: string }[]>('select id from bank_accounts where account = $1', [account]);
  return known!.id;
}
