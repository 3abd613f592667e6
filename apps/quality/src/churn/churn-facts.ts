import type { EntityManager } from 'typeorm';
import { addDays, type Day, weekOf } from '#libs/time';
import type { ChurnFacts } from './risk.rules.js';

const recentDays = 28;
const earlierDays = 84;
const approvalDays = 56;

interface Row {
  placementId: string;
  recentCount: number;
  recentMean: number | null;
  earlierCount: number;
  earlierMean: number | null;
  minor: number;
  serious: number;
  critical: number;
  brokenPromises: number;
  openCases: number;
  weeks: number;
  overdueDays: number;
}

/** QN-10. What is known at the end of a day, of the placements named or of all active ones: one statement. */
export async function churnFacts(
  on: Pick<EntityManager, 'query'>,
  day: Day,
  placementIds: readonly string[] | null = null,
): Promise<Map<string, ChurnFacts>> {
  const rows = await on.query<Row[]>(
    `select p.placement_id as "placementId",
       coalesce(a.recent_count, 0)::int as "recentCount", a.recent_mean::float8 as "recentMean",
       coalesce(a.earlier_count, 0)::int as "earlierCount", a.earlier_mean::float8 as "earlierMean",
       coalesce(c.minor, 0)::int as minor, coalesce(c.serious, 0)::int as serious, coalesce(c.critical, 0)::int as critical,
       coalesce(d.broken, 0)::int as "brokenPromises", coalesce(o.open, 0)::int as "openCases",
       coalesce(l.weeks, 0)::int as weeks,
       greatest(0, $1::date - (coalesce(t.held_on, p.starts_on) + cadence.every_days))::int as "overdueDays"
     from placements p
     left join (
       select placement_id,
         count(score) filter (where week > $2) as recent_count, avg(score) filter (where week > $2) as recent_mean,
         count(score) filter (where week <= $2) as earlier_count, avg(score) filter (where week <= $2) as earlier_mean
       from questionnaire_items where week > $3 and week <= $1 group by placement_id
     ) a using (placement_id)
     left join (
       select placement_id, count(*) filter (where severity = 'minor') as minor,
         count(*) filter (where severity = 'serious') as serious, count(*) filter (where severity = 'critical') as critical
       from complaints where state in ('open', 'coaching') group by placement_id
     ) c using (placement_id)
     left join (
       select placement_id, count(*) as broken from deliveries
       where not kept and day > $4 and day <= $1
         and kind in ('first-answer', 'next-answer', 'promised-update', 'fix', 'mistake')
       group by placement_id
     ) d using (placement_id)
     left join (select placement_id, count(*) as open from cases where state <> 'closed' group by placement_id) o
       using (placement_id)
     left join (
       select placement_id, count(distinct week) as weeks from approved_lines
       where by_itself and worked_on > $5 and worked_on <= $1 group by placement_id
     ) l using (placement_id)
     left join (
       select placement_id, max((held_at at time zone 'UTC')::date) as held_on from one_to_ones
       where side = 'client' and held_at is not null group by placement_id
     ) t using (placement_id)
     left join one_to_one_cadences cadence on cadence.placement_id = p.placement_id and cadence.side = 'client'
     where case when $6::uuid[] is null then p.state = 'active' else p.placement_id = any($6) end`,
    [
      day,
      // Weeks are named by their Mondays.
      addDays(weekOf(day), -recentDays),
      addDays(weekOf(day), -earlierDays),
      addDays(day, -recentDays),
      addDays(day, -approvalDays),
      placementIds,
    ],
  );
  return new Map(rows.map((row) => [row.placementId, factsOf(row)]));
}

const factsOf = (row: Row): ChurnFacts => ({
  recent: { count: row.recentCount, mean: row.recentMean },
  earlier: { count: row.earlierCount, mean: row.earlierMean },
  complaints: { minor: row.minor, serious: row.serious, critical: row.critical },
  brokenPromises: row.brokenPromises,
  openCases: row.openCases,
  weeksApprovedByThemselves: row.weeks,
  oneToOneOverdueDays: row.overdueDays,
});
