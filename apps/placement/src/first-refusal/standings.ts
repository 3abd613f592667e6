import { type EntityManager, In } from 'typeorm';
import { ExpertEntity } from '../experts/expert.entity.js';
import { barredAmong } from '../issues/barred.js';
import { isEligible } from '../openings/eligibility.rules.js';
import type { OpeningEntity } from '../openings/opening.entity.js';
import { type Right, type Standing, stateOf } from './first-refusal.rules.js';

type Row = Pick<Right, 'until' | 'waivedAt' | 'offeredAt'> & { openingId: string; expertId: string };

/**
 * RC-6. The rights on these openings as they stand, by opening. One whose expert isn't eligible at the moment (PL-4), or
 * can't be placed (PL-13), is none: nobody waits for it.
 */
export async function standingsOf(
  on: EntityManager,
  openings: readonly OpeningEntity[],
  now: Date,
): Promise<Map<string, Standing>> {
  const rows = await on.query<Row[]>(
    `select opening_id as "openingId", expert_id as "expertId", until, waived_at as "waivedAt", (
       select min(offered_at) from offers
       where offers.opening_id = its.opening_id and offers.expert_id = its.expert_id) as "offeredAt"
     from first_refusals its where opening_id = any($1)`,
    [openings.map(({ id }) => id)],
  );
  if (!rows.length) return new Map();
  const expertIds = rows.map(({ expertId }) => expertId);
  const experts = await on.findBy(ExpertEntity, { id: In(expertIds) });
  const barred = await barredAmong(on, expertIds);
  return new Map(
    rows.flatMap(({ openingId, expertId, ...right }): [string, Standing][] => {
      const opening = openings.find(({ id }) => id === openingId)!;
      const expert = experts.find(({ id }) => id === expertId);
      if (!expert || barred.has(expertId) || !isEligible(opening, expert)) return [];
      const state = stateOf({ ...right, openingState: opening.state }, now);
      return [[openingId, { expertId, until: right.until, state }]];
    }),
  );
}
