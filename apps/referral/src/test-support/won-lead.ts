import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { ReferrerKind } from '#libs/contracts';
import { newId } from '#libs/persistence';
import { eventually, type TestService } from '#libs/testing';

interface Lead {
  leadId: string;
  clientId: string;
  referrerId: string;
}

/** A client somebody brought, as the leads leave it. */
export async function aWonLead(
  test: TestService,
  about: Partial<{
    clientId: string;
    referrerId: string;
    kind: z.output<typeof ReferrerKind>;
    ratePercent: number;
    state: 'planning' | 'won' | 'refused';
  }> = {},
): Promise<Lead> {
  const { clientId = newId(), referrerId = newId(), kind = 'outsider', ratePercent = 25, state = 'won' } = about;
  const leadId = newId();
  await test.query(
    `insert into referrers (id, kind, name, created_at, created_by)
     values ($1, $2, 'Rita Referrer', '2026-01-05T09:00:00Z', 'Ann Executive') on conflict do nothing`,
    [referrerId, kind],
  );
  await test.query(
    `insert into leads (id, referrer_id, company_name, company, contact, need, relation, state, programme, rate_percent,
       client_id, plan, won_at, protected_until, created_at, created_by)
     values ($1, $2, 'Blue Heron', '{"name": "Blue Heron"}', jsonb_build_object('name', 'Bo', 'email', 'bo@' || $1::uuid || '.example'),
       'Help', 'A friend', $3, 'network', $4, $5, '{"summary": "A shop", "tasks": [], "estimateMinutes": 0}', case $3 when 'won' then timestamptz '2026-01-20T09:00:00Z' end,
       '2026-02-01T09:00:00Z', '2026-01-05T09:00:00Z', 'Rita Referrer')`,
    [leadId, referrerId, state, ratePercent, clientId],
  );
  return { leadId, clientId, referrerId };
}

/** What its leads tell of it when it is won; by an expert where it is said so. */
export const wonAs = (lead: Lead, referrerKind: 'outsider' | 'expert' = 'outsider') => ({
  ...{ ...lead, referrerKind, expertId: referrerKind === 'expert' ? lead.referrerId : null, companyName: 'Blue Heron' },
  ...{ ratePercent: 25, plan: { summary: '', tasks: [] }, reason: 'They said yes' },
  ...{ recordedBy: 'Ann Executive', wonAt: '2026-01-20T09:00:00Z' },
});

/** Opens when it is told to: what was begun before it is not committed until then. */
export function aGate(): { open: () => void; opened: Promise<void> } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** Some transaction waits for a lock of another. */
export const somebodyWaits = (test: TestService): Promise<unknown> =>
  eventually('another transaction waits for a lock', async () => {
    const rows = await test.app.get(DataSource).query<unknown[]>(
      `select from pg_locks waiting join pg_locks here using (pid) join pg_database on oid = here.database
       where not waiting.granted and datname = current_database()`,
    );
    return rows.length > 0;
  });
