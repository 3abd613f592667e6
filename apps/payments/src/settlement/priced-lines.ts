import type { EntityManager } from 'typeorm';
import type { Day } from '#libs/time';
import type { WaitingGroup } from './settlement-batch.rules.js';

/** A placement with lines to settle, and the first day of its own period; null while no contract is in force. */
export interface DuePlacement {
  placementId: string;
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

/** The next placements of a run, in the order of their ids. */
export async function nextPlacements(
  tx: EntityManager,
  about: { periodEnd: Day; anchor: Day; settledUpTo: string; limit: number },
): Promise<DuePlacement[]> {
  return tx.query<DuePlacement[]>(
    `select placement_id as "placementId", period_start as "periodStart" from placements_due($1, $2)
     where placement_id > $3 order by placement_id limit $4`,
    [about.periodEnd, about.anchor, about.settledUpTo, about.limit],
  );
}

/** The waiting lines of these placements up to the end of a period, summed by placement and currency. */
export async function waitingGroups(
  tx: EntityManager,
  placementIds: readonly string[],
  end: Day,
): Promise<WaitingGroup[]> {
  const rows = await tx.query<(Omit<WaitingGroup, 'payMinor'> & { payMinor: string | null })[]>(
    `select placement_id as "placementId", expert_id as "expertId", pay_currency as "payCurrency",
       bill_currency as "billCurrency", sum(pay_minor) as "payMinor",
       min(worked_on) filter (where contract_number is null) as "unratedOn"
     from priced_lines where placement_id = any($1) and worked_on <= $2
     group by placement_id, expert_id, pay_currency, bill_currency
     order by placement_id, pay_currency, bill_currency`,
    [placementIds, end],
  );
  return rows.map((row) => ({ ...row, payMinor: BigInt(row.payMinor ?? 0) }));
}

/** Until the commit no amendment of these placements can come in: what is settled now has the rates known now. */
export async function holdRates(tx: EntityManager, placementIds: readonly string[]): Promise<void> {
  await tx.query('select from placements where placement_id = any($1) for share', [placementIds]);
}
