import type { EntityManager } from 'typeorm';
import { addDays, type Day, dayOf } from '#libs/time';
import type { PairStats, SideStats } from './finding.rules.js';
import { nothing, type Pair } from './measure.rules.js';

type Side = 'delivery' | 'score';
interface Row {
  placementId: string;
  key: string;
  side: Side;
}

/** All samples of both sides since a day: `$1` placements, `$2` pairs, `$3` now, `$4` the day. */
const samples = `
  with pair as (
    select * from jsonb_to_recordset($2::jsonb)
      as pair (key text, kind text, measure text, score text, "windowDays" integer, "baselineDays" integer)
  ), place as (
    select placement_id, ($3::timestamptz at time zone time_zone)::date as today from placements
    where placement_id = any($1)
  ), sample as (
    select placement_id, key, 'delivery' as side, day, amount / 60 as value, target / 60 as promise
    from deliveries join pair using (kind)
    where placement_id = any($1) and day >= $4::date and measure = 'minutes' and amount is not null
    union all
    select placement_id, key, 'delivery', day, 100 * kept::integer, null
    from deliveries join pair using (kind)
    where placement_id = any($1) and day >= $4::date and measure = 'kept'
    union all
    select placement_id, key, 'delivery', day, 100 * (minutes <= estimate)::integer, null
    from task_actuals join pair on measure = 'within-estimate'
    where placement_id = any($1) and day >= $4::date and estimate is not null
    union all
    select placement_id, pair.key, 'score', day, client_scores.score, null
    from client_scores join pair on pair.score = client_scores.key
    where placement_id = any($1) and day >= $4::date
  ), dated as (
    select sample.*, day > today - "windowDays" as "isNow"
    from sample join place using (placement_id) join pair using (key)
    where day <= today and day > today - "windowDays" - "baselineDays"
  )`;

const params = (placementIds: readonly string[], pairs: readonly Pair[], now: Date): unknown[] => {
  const longest = Math.max(...pairs.map(({ windowDays, baselineDays }) => windowDays + baselineDays));
  const wanted = pairs.map(({ key, delivery: { kind, measure }, score, windowDays, baselineDays }) => ({
    ...{ key, kind, measure, score: score.key, windowDays, baselineDays },
  }));
  // Nowhere is it more than a day earlier than in UTC.
  return [placementIds, JSON.stringify(wanted), now, addDays(dayOf(now, 'UTC'), -longest - 1)];
};

/** QN-6. Both sides of every pair, of any number of placements at once; `of` answers for each, with or without samples. */
export async function statsOf(
  on: Pick<EntityManager, 'query'>,
  placementIds: readonly string[],
  pairs: readonly Pair[],
  now: Date,
): Promise<(placementId: string, pair: Pair) => PairStats> {
  type Counted = Row & { isNow: boolean; n: number; mean: number; deviation: number | null; promise: number | null };
  const rows = await on.query<Counted[]>(
    `${samples}
     select placement_id as "placementId", key, side, "isNow", count(*)::integer as n, avg(value)::float8 as mean,
       stddev_samp(value)::float8 as deviation, avg(promise)::float8 as promise
     from dated group by placement_id, key, side, "isNow"`,
    params(placementIds, pairs, now),
  );
  const keyOf = (placementId: string, key: string, side: Side, isNow: boolean) =>
    [placementId, key, side, isNow].join('/');
  const byKey = new Map(rows.map((row) => [keyOf(row.placementId, row.key, row.side, row.isNow), row]));
  return (placementId, { key }) => {
    const side = (name: Side): SideStats => ({
      now: byKey.get(keyOf(placementId, key, name, true)) ?? nothing,
      baseline: byKey.get(keyOf(placementId, key, name, false)) ?? nothing,
    });
    const promise = byKey.get(keyOf(placementId, key, 'delivery', true))?.promise ?? null;
    return { delivery: side('delivery'), score: side('score'), promise };
  };
}

export interface WeekOfSide {
  key: string;
  side: Side;
  week: Day;
  n: number;
  value: number;
}

/** QN-5. The same by week, Monday to Sunday, oldest first. */
export const weeksOf = (
  on: Pick<EntityManager, 'query'>,
  placementId: string,
  pairs: readonly Pair[],
  now: Date,
): Promise<WeekOfSide[]> =>
  on.query<WeekOfSide[]>(
    `${samples}
     select key, side, to_char(date_trunc('week', day), 'YYYY-MM-DD') as week, count(*)::integer as n,
       avg(value)::float8 as value
     from dated group by key, side, date_trunc('week', day) order by week`,
    params([placementId], pairs, now),
  );
