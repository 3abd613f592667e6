import type { EntityManager } from 'typeorm';
import type { WaitingCredit } from './credit.rules.js';
import { lockWaiting, waitingSettlements } from './waiting-lines.js';

interface ClientCredit {
  clientId: string;
  currency: string;
  /** Below zero. */
  minor: string;
}

/** Clients whose settlements on no invoice sum to less than nothing, each time that this sum is another. */
export const newWaitingCredits = (tx: EntityManager, clientId?: string): Promise<ClientCredit[]> =>
  tx.query<ClientCredit[]>(
    `with below as (
       select client_id, currency, sum(bill_minor) as minor from (${waitingSettlements}) waiting
       where $1::uuid is null or client_id = $1 group by client_id, currency having sum(bill_minor) < 0
     ), past as (
       delete from told_credits told where ($1::uuid is null or client_id = $1)
         and not exists (select from below where below.client_id = told.client_id and below.currency = told.currency)
     )
     insert into told_credits as told select client_id, currency, minor from below
     on conflict (client_id, currency) do update set minor = excluded.minor where told.minor <> excluded.minor
     returning client_id as "clientId", currency, minor`,
    [clientId],
  );

/** All that waits for a client in a currency, below zero or not; nobody else takes it up until the commit. */
export async function waitingCredit(
  tx: EntityManager,
  { clientId, currency }: { clientId: string; currency: string },
): Promise<WaitingCredit> {
  await lockWaiting(tx);
  const rows = await tx.query<{ id: string; placementId: string; minor: string }[]>(
    `select id, placement_id as "placementId", bill_minor as minor from (${waitingSettlements}) waiting
     where client_id = $1 and currency = $2`,
    [clientId, currency],
  );
  return {
    minor: rows.reduce((sum, { minor }) => sum + BigInt(minor), 0n),
    placementIds: new Set(rows.map(({ placementId }) => placementId)),
    settlementIds: rows.map(({ id }) => id),
  };
}

/** They are with the credit note for good; what waits from now on is told of anew. */
export async function takeUp(
  tx: EntityManager,
  { settlementIds }: WaitingCredit,
  { id, invoiceId, clientId, currency }: Record<'id' | 'invoiceId' | 'clientId' | 'currency', string>,
): Promise<void> {
  await tx.query(
    `insert into invoiced_settlements (settlement_id, invoice_id, client_id, credit_note_id)
     select id, $2, client_id, $3 from settlements where id = any($1)`,
    [settlementIds, invoiceId, id],
  );
  await tx.query('delete from told_credits where client_id = $1 and currency = $2', [clientId, currency]);
}
