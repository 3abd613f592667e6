import type { EntityManager } from 'typeorm';
import { newId } from '#libs/persistence';
import type { Day } from '#libs/time';
import type { WaitingGroup } from './settlement-batch.rules.js';
import type { SettlementRunEntity } from './settlement-run.entity.js';

export interface ChosenGroup extends WaitingGroup {
  /** Of the placement's own period. */
  periodStart: Day | null;
}

export interface WrittenSettlement {
  id: string;
  placementId: string;
  clientId: string;
  expertId: string;
  currency: string;
  periodStart: Day;
  lines: number;
  payMinor: string;
  billMinor: string;
  entryIds: string[];
}

/**
 * PM-3. Settles the chosen groups in one statement: their waiting lines become settlement lines, and their sums the
 * settlements. It answers the sums of what it wrote, in the order given; a line approved a moment ago may be among them.
 */
export async function writeSettlements(
  tx: EntityManager,
  run: SettlementRunEntity,
  groups: readonly ChosenGroup[],
  settledAt: Date,
): Promise<WrittenSettlement[]> {
  const chosen = groups.map(({ placementId, payCurrency, periodStart }) => ({
    ...{ id: newId(), placement_id: placementId, currency: payCurrency, period_start: periodStart },
  }));
  return tx.query<WrittenSettlement[]>(
    `with chosen as (
       select chosen.* from rows from (jsonb_to_recordset($1::jsonb)
         as (id uuid, placement_id uuid, currency char(3), period_start date)) with ordinality
         as chosen (id, placement_id, currency, period_start, place)
     ), priced as (
       delete from waiting_lines line using chosen join rates_in_force rate
         on rate.placement_id = chosen.placement_id and pay_currency = currency and bill_currency = currency
       where line.placement_id = chosen.placement_id and worked_on <= $3::date
         and from_day <= worked_on and worked_on < until_day
       returning chosen.id, line.entry_id, line.client_id, line.expert_id, line.minutes, contract_number,
         worth(pay_rate_minor, line.minutes) as pay_minor, worth(bill_rate_minor, line.minutes) as bill_minor
     ), lines as (
       insert into settlement_lines (entry_id, settlement_id, contract_number, pay_minor, bill_minor)
       select entry_id, id, contract_number, pay_minor, bill_minor from priced
     ), sums as (
       select id, client_id, expert_id, count(*) as lines, sum(minutes) as minutes, sum(pay_minor) as pay_minor,
         sum(bill_minor) as bill_minor, array_agg(entry_id) as entry_ids
       from priced group by id, client_id, expert_id
     ), settled as (
       insert into settlements (id, run_id, placement_id, client_id, expert_id, currency, period_start, period_end, lines,
         minutes, pay_minor, bill_minor, settled_at)
       select id, $2, placement_id, client_id, expert_id, currency, period_start, $3::date, lines, minutes, pay_minor,
         bill_minor, $4
       from sums join chosen using (id)
     )
     select id, placement_id as "placementId", client_id as "clientId", expert_id as "expertId", currency,
       period_start as "periodStart", lines::integer, pay_minor as "payMinor", bill_minor as "billMinor",
       entry_ids as "entryIds"
     from sums join chosen using (id) order by place`,
    [JSON.stringify(chosen), run.id, run.periodEnd, settledAt],
  );
}
