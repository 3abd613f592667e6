import type { EntityManager } from 'typeorm';
import type { Day } from '#libs/time';
import { leastAnswers } from '../nps/least-answers.js';
import { lastDayOf } from './month.rules.js';
import type { MonthRows } from './report.rules.js';

interface Month {
  clientId: string;
  month: Day;
  timeZone: string;
}

/** QN-12. What a month left of a client's placements: those that ran in it, and those whose hours came in late. */
export async function monthRows(
  on: Pick<EntityManager, 'query'>,
  { clientId, month, timeZone }: Month,
): Promise<MonthRows> {
  const span = [clientId, month, lastDayOf(month)];
  const ask = <K extends keyof MonthRows>(sql: string, params: unknown[] = span): Promise<MonthRows[K]> =>
    on.query<MonthRows[K]>(sql, params);
  return {
    placements: await ask<'placements'>(
      `select placement_id as "placementId", title, expert_id as "expertId" from placements p
       where client_id = $1 and (starts_on <= $3 and ends_on >= $2
         or exists (select from approved_lines l where l.placement_id = p.placement_id and worked_on between $2 and $3))
       order by starts_on, placement_id`,
    ),
    weeks: await ask<'weeks'>(
      `select placement_id as "placementId", week, sum(minutes)::int as minutes from approved_lines
       where client_id = $1 and worked_on between $2 and $3 group by placement_id, week order by week`,
    ),
    tasks: await ask<'tasks'>(
      `select placement_id as "placementId", task_id as "taskId",
         (array_agg(title order by approved_at desc))[1] as title,
         (array_agg(estimate_minutes order by approved_at desc))[1] as "estimateMinutes",
         (sum(minutes) filter (where worked_on >= $2))::int as minutes, sum(minutes)::int as "minutesSoFar"
       from approved_lines where client_id = $1 and worked_on <= $3
       group by placement_id, task_id having count(*) filter (where worked_on >= $2) > 0
       order by minutes desc, task_id`,
    ),
    promises: await ask<'promises'>(
      `select placement_id as "placementId", kind, count(*)::int as count, (count(*) filter (where kept))::int as kept,
         avg(amount)::float8 / 60 as mean, avg(target)::float8 / 60 as promised
       from deliveries
       where client_id = $1 and day between $2 and $3 and kind in ('first-answer', 'fix', 'mistake')
       group by placement_id, kind`,
    ),
    bugs: await ask<'bugs'>(
      `select placement_id as "placementId", bug_id as "bugId", title, severity,
         case when fixed_on <= $3 then fixed_on end as "fixedOn", reported_on >= $2 as reported
       from reported_bugs,
         lateral (select (reported_at at time zone $4)::date as reported_on, (fixed_at at time zone $4)::date as fixed_on) days
       where client_id = $1 and reported_on <= $3 and (reported_on >= $2 or fixed_on between $2 and $3)
       order by reported_at, bug_id`,
      [...span, timeZone],
    ),
    scores: {
      weeks: await on.query(
        `select week, count(*)::int as asked, count(score)::int as answered, avg(score)::float8 as mean,
           (count(*) filter (where score >= 9))::int as promoters, (count(*) filter (where score <= 6))::int as detractors
         from questionnaire_items where client_id = $1 and week between $2 and $3 group by week order by week`,
        span,
      ),
      leastAnswers: await leastAnswers(on),
    },
  };
}
