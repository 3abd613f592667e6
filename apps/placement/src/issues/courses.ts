import type { EntityManager } from 'typeorm';
import { type Course, type PlacementFacts, spanOf } from './strikes.rules.js';

/** PL-13. How the placements of an expert went, as far as they began. */
export async function coursesOf(on: EntityManager, expertId: string): Promise<Course[]> {
  const rows = await on.query<(PlacementFacts & Pick<Course, 'lost'> & { complaints: [string, string][] })[]>(
    `select p.id as "placementId", p.starts_on as "startsOn", p.ends_on as "endsOn", c.terms ->> 'timeZone' as "timeZone",
       (select min(at) from changes where subject_id = p.id and state = 'active') as "activatedAt",
       (select max(at) from changes where subject_id = p.id and state = 'ended') as "endedAt",
       exists (select from losses where placement_id = p.id) as lost,
       (select coalesce(jsonb_agg(jsonb_build_array(group_key, logged_at)), '[]') from known_complaints
        where placement_id = p.id) as complaints
     from placements p join contracts c on c.placement_id = p.id and c.number = 1
     where p.expert_id = $1 and p.state in ('active', 'paused', 'ended')`,
    [expertId],
  );
  return rows.map(({ placementId, lost, complaints, ...facts }) => ({
    ...{ placementId, lost, ...spanOf(facts) },
    complaints: complaints.map(([group, loggedAt]) => ({ group, loggedAt: new Date(loggedAt) })),
  }));
}
