import type { EntityManager } from 'typeorm';

type Queries = Pick<EntityManager, 'query'>;

/** An account is paid to by one and from by another, or to by two. */
export interface SharedAccount {
  /** The referrer. */
  ownerId: string;
  /** Who has the same account. */
  otherId: string;
  otherKind: 'expert' | 'client';
  otherName: string;
}

const owners = `
  select expert_id as owner_id, 'expert' as kind, bank_account_id, coalesce(expert.name, account.name) as name
  from expert_bank_accounts left join experts expert using (expert_id)
  left join accounts account on account.account_id = expert_id
  union all
  select client_id, 'client', bank_account_id, name from client_bank_accounts left join clients using (client_id)`;

const shared = `
  with owners as not materialized (${owners})
  select distinct one.owner_id as "ownerId", other.owner_id as "otherId", other.kind as "otherKind",
    coalesce(other.name, 'somebody') as "otherName"
  from owners one join owners other using (bank_account_id)
  where one.owner_id <> other.owner_id`;

/** With whom a referrer shares a bank account. */
export const sharedWith = (on: Queries, referrerId: string): Promise<SharedAccount[]> =>
  on.query<SharedAccount[]>(`${shared} and one.owner_id = $1 order by "otherId"`, [referrerId]);

/** The account a payment of a client came from, and whether that account is still one it pays from. */
export async function payerOf(
  on: Queries,
  paymentId: string,
  clientId: string,
): Promise<{ bankAccountId: string; isTheirs: boolean } | undefined> {
  const rows = await on.query<{ bankAccountId: string; isTheirs: boolean }[]>(
    `select bank_account_id as "bankAccountId",
       exists (select from client_bank_accounts known
         where (known.client_id, known.bank_account_id) = (paid.client_id, paid.bank_account_id)) as "isTheirs"
     from client_money paid where payment_id = $1 and client_id = $2 and bank_account_id is not null limit 1`,
    [paymentId, clientId],
  );
  return rows[0];
}

/** Who shares this bank account, in both directions. */
export const sharersOf = (on: Queries, bankAccountId: string): Promise<SharedAccount[]> =>
  on.query<SharedAccount[]>(`${shared} and bank_account_id = $1 order by "ownerId", "otherId"`, [bankAccountId]);
