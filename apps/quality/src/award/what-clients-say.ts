import type { EntityManager } from 'typeorm';
import type { Day } from '#libs/time';

export interface ClientsSay {
  expertId: string;
  kind: 'complaint' | 'nps';
  id: string;
  day: Day;
  missed: boolean;
}
export interface Asked {
  expertIds: readonly string[];
  /** First day of the month, and of the next one. */
  from: Day;
  until: Day;
}

/** QN-4, QN-8. Complaints of the month, by the day they were logged where the placement is: each is a miss. */
export const complaintsOf = (
  on: Pick<EntityManager, 'query'>,
  { expertIds, from, until }: Asked,
): Promise<ClientsSay[]> =>
  on.query<ClientsSay[]>(
    `select * from (
       select complaint.expert_id as "expertId", 'complaint' as kind, complaint.id,
         to_char(logged_at at time zone time_zone, 'YYYY-MM-DD') as day, true as missed
       from complaints complaint join placements using (placement_id) where complaint.expert_id = any($1)
     ) logged where day >= $2 and day < $3`,
    [expertIds, from, until],
  );

/** QN-1, QN-8. Every answer of the weeks that ended in the month; below the least score it is a miss. */
export const answersOf = (
  on: Pick<EntityManager, 'query'>,
  { expertIds, from, until }: Asked,
  leastScore: number,
): Promise<ClientsSay[]> =>
  on.query<ClientsSay[]>(
    `select expert_id as "expertId", 'nps' as kind, questionnaire_id as id, to_char(week + 6, 'YYYY-MM-DD') as day,
       score < $4 as missed
     from questionnaire_items
     where expert_id = any($1) and score is not null and week + 6 >= $2::date and week + 6 < $3::date`,
    [expertIds, from, until, leastScore],
  );
