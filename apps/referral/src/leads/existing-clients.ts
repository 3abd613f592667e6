import type { EntityManager } from 'typeorm';
import { type Brought, isSame, mailPatterns, marksOf, marksOfLead } from '../suspicions/company-keys.rules.js';
import type { LeadEntity } from './lead.entity.js';

/** A client account made for the planning of a lead (RC-2) is no client yet: not until it is won, or has a placement. */
export const isExistingClient = `(
  not exists (select from leads where leads.client_id = clients.client_id)
  or exists (select from leads where leads.client_id = clients.client_id and leads.state = 'won')
  or exists (select from placements where placements.client_id = clients.client_id)
)`;

/**
 * RC-1. Whether the company is a client already, known by its people's addresses. One who left still tells the company's
 * domain, no longer a company by an address of their own. The client a lead becomes doesn't stand in its own way: it may
 * work with the network before the win is recorded.
 */
export async function isClientAlready(
  on: Pick<EntityManager, 'query'>,
  { clientId, ...brought }: Brought & { clientId: string | null },
): Promise<boolean> {
  const company = marksOfLead(brought);
  const people = await on.query<{ email: string; gone: boolean }[]>(
    `select email, gone from contacts join clients using (client_id)
     where lower(email) like any ($1) and clients.client_id is distinct from $2 and ${isExistingClient}`,
    [mailPatterns(company), clientId],
  );
  return people.some(({ email, gone }) => {
    const marks = marksOf([email]);
    return isSame(company, gone ? { ...marks, emails: new Set() } : marks);
  });
}

/**
 * RC-1. Whether a client was one before somebody brought it: then nobody did. Experts worked for it, or its account was made
 * for no lead.
 */
export async function wasClientBefore(
  on: Pick<EntityManager, 'query'>,
  { id, clientId, createdAt }: Pick<LeadEntity, 'id' | 'clientId' | 'createdAt'>,
): Promise<boolean> {
  const rows = await on.query<unknown[]>(
    `select from placements where client_id = $1 and began_at < $2
     union all
     select from clients where client_id = $1 and registered_at < $2
       and not exists (select from leads where client_id = $1 and id <> $3)`,
    [clientId, createdAt, id],
  );
  return rows.length > 0;
}
