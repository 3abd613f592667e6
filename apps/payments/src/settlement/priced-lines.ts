import type { EntityManager } from 'typeorm';
import type { Day } from '#libs/time';
import type { WaitingGroup } from './settlement-batch.rules.js';

export interface PricedGroup extends WaitingGroup {
  /** Of the placement's own period; null where no contract is in force. */
  periodStart: Day | null;
}

/** How many lines a run has before it. */
export async function countWaiting(tx: EntityManager, about: { end: Day; anchor: Day }): Promise<number> {
  const [row] = await tx.query<{ lines: number }[]>(
    `select count(*)::integer as lines from waiting_lines join placements_due($1, $2) using (placement_id)
     where worked_on <= $1`,
    [about.end, about.anchor],
  );
  return row?.lines ?? 0;
}

/** The waiting lines of the next placements of a run, in the order of their ids, summed by placement and currency. */
export async function waitingGroups(
  tx: EntityManager,
  about: { periodEnd: Day; anchor: Day; settledUpTo: string; limit: number },
): Promise<PricedGroup[]> {
  const rows = await tx.query<(Omit<PricedGroup, 'payMinor'> & { payMinor: string | null })[]>(
    `with next as (
       select placement_id, period_start from placements_due($1, $2) where placement_id > $3 order by placement_id limit $4
     )
     select placement_id as "placementId", expert_id as "expertId", period_start as "periodStart",
       pay_currency as "payCurrency", bill_currency as "billCurrency", sum(pay_minor) as "payMinor",
       min(worked_on) filter (where contract_number is null) as "unratedOn"
     from priced_lines join next using (placement_id)
     where worked_on <= $1
     group by placement_id, expert_id, period_start, pay_currency, bill_currency
     order by placement_id, pay_currency, bill_currency`,
    [about.periodEnd, about.anchor, about.settledUpTo, about.limit],
  );
  return rows.map((row) => ({ ...row, payMinor: BigInt(row.payMinor ?? 0) }));
}

/** Until the commit no amendment of these placements can come in: what is settled now has the rates known now. */
export async function holdRates(tx: EntityManager, placementIds: readonly string[]): Promise<void> {
  await tx.query('select from placements where placement_id = any($1) for share', [placementIds]);
}
