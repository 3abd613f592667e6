import type { EntityManager } from 'typeorm';
import type { Day } from '#libs/time';
import type { Commitment } from './capacity.rules.js';

/** PL-9. What an expert has promised from a day on, whoever to. Lock the expert's row first if something depends on it. */
export const promisedBy = (on: EntityManager, expertId: string, from: Day, exceptPlacementId?: string) =>
  on.query<Commitment[]>(
    `select starts_on as "startsOn", ends_on as "endsOn", hours_per_week as "hoursPerWeek" from placements
     where expert_id = $1 and ends_on >= $2 and state in ('agreed', 'active', 'paused', 'ended')
       and id is distinct from $3`,
    [expertId, from, exceptPlacementId ?? null],
  );
