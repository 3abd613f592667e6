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
  /** False once it was refused after the win. */
  isWon: boolean;
}
type Queries = Pick<EntityManager, 'query'>;

const leads = `
  select lead.id as "leadId", referrer_id as "referrerId", kind, rate_percent as "ratePercent", won_at as "wonAt",
    state = 'won' as "isWon"
  from leads lead join referrers referrer on referrer.id = referrer_id`;

/** Nobody for a client that came by itself. For life: it doesn't matter when the protection of the lead ended. */
export async function wonLeadOf(on: Queries, clientId: string): Promise<WonLead | undefined> {
  return (await on.query<WonLead[]>(`${leads} where client_id = $1 and state = 'won'`, [clientId]))[0];
}

/** A lead that was won once. */
export async function onceWonLead(on: Queries, leadId: string): Promise<WonLead | undefined> {
  return (await on.query<WonLead[]>(`${leads} where lead.id = $1`, [leadId]))[0];
}
