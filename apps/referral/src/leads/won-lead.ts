import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { ReferrerKind } from '#libs/contracts';

/** RC-4. Who brought a client, and at what rate. */
export interface WonLead {
  leadId: string;
  referrerId: string;
  kind: z.output<typeof ReferrerKind>;
  ratePercent: number;
  wonAt: Date;
}

/** Nobody for a client that came by itself. For life: it doesn't matter when the protection of the lead ended. */
export async function wonLeadOf(on: Pick<EntityManager, 'query'>, clientId: string): Promise<WonLead | undefined> {
  const [lead] = await on.query<WonLead[]>(
    `select lead.id as "leadId", referrer_id as "referrerId", kind, rate_percent as "ratePercent", won_at as "wonAt"
     from leads lead join referrers referrer on referrer.id = referrer_id
     where client_id = $1 and lead.state = 'won'`,
    [clientId],
  );
  return lead;
}
