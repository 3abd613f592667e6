import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { conflict, type DomainError } from '#libs/errors';
import { keysOf } from '../suspicions/company-keys.rules.js';
import { isClientAlready } from './existing-clients.js';
import type { LeadEntity } from './lead.entity.js';

interface Holder {
  leadId: string;
  referrerId: string;
  state: string;
  protectedUntil: Date;
}

/** RC-1. Who owns a company: the lead that holds its keys. A constraint decides between two that come at once. */
@Injectable()
export class LeadKeys {
  /**
   * All of them, or none. Refuses 409 `referral.lead-taken` while another lead holds one, 409 `referral.already-client`
   * when the company is a client. Two that want the same keys wait for each other in the same order.
   */
  async claim(tx: EntityManager, lead: LeadEntity): Promise<void> {
    const keys = JSON.stringify(keysOf(lead));
    const wanted = 'jsonb_to_recordset($2::jsonb) as wanted (kind text, key text)';
    // A holder that lets go between the two statements makes a second turn.
    for (let missing = true; missing;) {
      await tx.query(
        `insert into lead_keys (kind, key, lead_id) select kind, key, $1 from ${wanted} on conflict do nothing`,
        [lead.id, keys],
      );
      const [holder] = await tx.query<Holder[]>(
        `select lead_id as "leadId", referrer_id as "referrerId", state, protected_until as "protectedUntil"
         from ${wanted} join lead_keys using (kind, key) join leads on leads.id = lead_id and lead_id <> $1
         order by state = 'won' desc, protected_until desc limit 1`,
        [lead.id, keys],
      );
      if (holder) throw holder.state === 'won' ? alreadyClient() : taken(holder, lead);
      const [count] = await tx.query<{ missing: boolean }[]>(
        `select bool_or(lead_keys.lead_id is null) as missing
         from ${wanted} left join lead_keys on (lead_keys.kind, lead_keys.key, lead_id) = (wanted.kind, wanted.key, $1)`,
        [lead.id, keys],
      );
      missing = count!.missing;
    }
    if (await isClientAlready(tx, lead)) throw alreadyClient();
  }

  async free(tx: EntityManager, leadId: string): Promise<void> {
    await tx.query('delete from lead_keys where lead_id = $1', [leadId]);
  }
}

export const alreadyClient = (): DomainError =>
  conflict('referral.already-client', 'This company is a client of the network already.', { rule: 'RC-1' });

/** Says nothing of who the other is. */
function taken({ leadId, referrerId, protectedUntil }: Holder, lead: LeadEntity): DomainError {
  const own = referrerId === lead.referrerId;
  const until = protectedUntil.toISOString();
  const detail = own
    ? `You registered this company before; it is yours until ${until.slice(0, 10)}. Go on with that lead.`
    : `This company was registered before and is protected until ${until.slice(0, 10)}. Ask the account executive if ` +
      'you think it is yours; otherwise it can be registered again after that day.';
  return conflict('referral.lead-taken', detail, {
    rule: 'RC-1',
    facts: { own, protectedUntil: until, ...(own && { leadId }) },
  });
}
