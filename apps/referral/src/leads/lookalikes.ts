import type { EntityManager } from 'typeorm';
import { nameWords, soundAlike } from '#libs/company-names';
import type { Suspicion } from '../suspicions/suspicion.rules.js';
import { isExistingClient } from './existing-clients.js';
import type { LeadEntity } from './lead.entity.js';

/** A person looks at it anyway. */
const most = 5;

/**
 * RC-1. Companies under another domain whose name is nearly the same: of others' leads, and of clients. Not those that came
 * later and were found to be like this one: they are judged. Names have no constraint: whoever looks waits for those who
 * looked before and haven't saved yet.
 */
export async function lookalikesOf(
  tx: EntityManager,
  { id, referrerId, companyName }: LeadEntity,
  now: Date,
): Promise<Suspicion[]> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('referral.lead-names'))`);
  const known = await tx.query<{ name: string; leadId: string | null; clientId: string | null }[]>(
    `select company_name as name, id as "leadId", null as "clientId" from leads
     where id <> $1 and referrer_id <> $2
       and not exists (select from lead_reviews where lead_id = leads.id and kind = 'lookalike-name' and other_lead_id = $1)
       and (state in ('held', 'won') or (state not in ('lost', 'refused') and protected_until > $3))
     union all
     select name, null, client_id from clients where ${isExistingClient}`,
    [id, referrerId, now],
  );
  const words = nameWords(companyName);
  return known
    .filter(({ name }) => soundAlike(words, nameWords(name)))
    .slice(0, most)
    .map(({ name, leadId, clientId }) => ({
      kind: 'lookalike-name',
      detail: `The name is like that of the ${leadId ? 'lead' : 'client'} ${name}.`,
      ...{ otherLeadId: leadId, otherClientId: clientId },
    }));
}
