import type { EntityManager } from 'typeorm';
import { mailKey, mailPatterns, type Marks, marksOf } from './company-keys.rules.js';

type Queries = Pick<EntityManager, 'query'>;

/** Addresses by whose they are: an account's and its company's, a client's contacts', an outsider's. */
const addresses = `
  select account_id as owner, email from accounts
  union all select client_id, email from accounts where client_id is not null
  union all select client_id, email from contacts where not gone
  union all select id, email from referrers where email is not null`;

/** By what each of these referrers, or what they brought, is recognised. */
export async function marksOfOwners(on: Queries, ids: readonly string[]): Promise<Map<string, Marks>> {
  const rows = await on.query<{ owner: string; email: string }[]>(
    `select owner, email from (${addresses}) known where owner = any($1)`,
    [ids],
  );
  const byOwner = Map.groupBy(rows, ({ owner }) => owner);
  return new Map(ids.map((id) => [id, marksOf((byOwner.get(id) ?? []).map(({ email }) => email))]));
}

/** Other referrers who may be the same as this, to be looked at by their marks. */
export async function referrersLike(on: Queries, marks: Marks, notId: string): Promise<string[]> {
  const rows = await on.query<{ owner: string }[]>(
    `select distinct owner from (${addresses}) known join referrers on referrers.id = owner
     where owner <> $1 and lower(known.email) like any ($2)`,
    [notId, mailPatterns(marks)],
  );
  return rows.map(({ owner }) => owner);
}

export interface KnownPerson {
  what: 'account' | 'outsider';
  id: string;
  role: string;
  name: string;
  email: string;
}

/** Everybody of the network with one of these addresses; not people of clients, whose company is a client or is none yet. */
export async function peopleAt(on: Queries, { emails }: Marks): Promise<KnownPerson[]> {
  const people = await on.query<KnownPerson[]>(
    `select * from (
       select 'account' as what, account_id as id, role, name, email from accounts where client_id is null
       union all select 'outsider', id, 'outsider', name, email from referrers where email is not null
     ) known where lower(email) like any ($1) order by what, id`,
    [mailPatterns({ emails, domains: new Set() })],
  );
  return people.filter(({ email }) => emails.has(mailKey(email)));
}
