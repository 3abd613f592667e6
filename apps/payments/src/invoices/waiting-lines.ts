import type { EntityManager } from 'typeorm';
import type { WaitingLine } from './draft.rules.js';

/** PM-4. What is settled and on no invoice: it waits to be billed, or to be credited. */
export const waitingSettlements = `select * from settlements settlement
  where not exists (select from invoiced_settlements where settlement_id = settlement.id)`;

/** Nobody else takes up what waits until the commit. */
export const lockWaiting = (tx: EntityManager): Promise<unknown> =>
  tx.query('lock table invoiced_settlements in share row exclusive mode');

/**
 * What is settled and on no invoice: of the first clients (and currencies) whose settlements sum to more than nothing, or
 * of one client. Settlements are put on invoices by nobody else until the commit.
 */
export async function takeWaitingLines(
  tx: EntityManager,
  { clientId, limit }: { clientId: string | undefined; limit: number },
): Promise<WaitingLine[]> {
  await lockWaiting(tx);
  return tx.query<WaitingLine[]>(
    `with waiting as (
       ${waitingSettlements} and ($1::uuid is null or client_id = $1)
     ), due as (
       select client_id, currency from waiting group by client_id, currency having sum(bill_minor) > 0
       order by client_id, currency limit $2
     )
     select settlement.id as "settlementId", contract_number as "contractNumber", settlement.client_id as "clientId",
       settlement.currency, settlement.placement_id as "placementId", settlement.expert_id as "expertId", coalesce(title, '') as title,
       coalesce(expert.name, '') as "expertName", min(worked_on) as "firstDay", max(worked_on) as "lastDay",
       sum(approved.minutes)::integer as minutes, bill_rate_minor as "billRateMinor", sum(line.bill_minor) as "netMinor",
       sum(line.pay_minor) as "payMinor"
     from due
     join waiting settlement using (client_id, currency)
     join settlement_lines line on line.settlement_id = settlement.id
     join approved_lines approved using (entry_id)
     join contracts contract on contract.placement_id = settlement.placement_id and contract.number = contract_number
     left join placements placement on placement.placement_id = settlement.placement_id
     left join experts expert on expert.expert_id = settlement.expert_id
     group by settlement.id, contract_number, settlement.client_id, settlement.currency, settlement.placement_id,
       settlement.expert_id, title, expert.name, bill_rate_minor
     order by settlement.client_id, settlement.currency, title, expert.name, settlement.placement_id, "firstDay",
       contract_number`,
    [clientId, limit],
  );
}
