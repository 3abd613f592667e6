import type { SelectQueryBuilder } from 'typeorm';
import type { ExpertEntity } from '../experts/expert.entity.js';
import type { OpeningEntity } from './opening.entity.js';

export const answeredBy = 'exists (select from offers where opening_id = opening.id and expert_id = :expertId)';

type Abilities = Pick<ExpertEntity, 'id' | 'stage' | 'programmes' | 'engagementKinds' | 'rateZone' | 'skillYears'>;

/**
 * PL-4. Narrows a query of openings to those an expert sees: the open ones it's eligible for (`eligibility.rules.ts`,
 * said in SQL), and those it has an offer or a suggestion for. Without an expert (who hasn't applied) it finds none.
 */
export function sharedWith(query: SelectQueryBuilder<OpeningEntity>, expert: Abilities | null): void {
  if (!expert) return void query.andWhere('false');
  const { id, stage, programmes, engagementKinds, rateZone, skillYears } = expert;
  query.andWhere(
    `(opening.state = 'open' and opening.programme = any(:programmes) and opening.engagement_kind = any(:kinds)
        and opening.rate_zone = :rateZone and not exists (
          select from jsonb_each_text(opening.skill_years) as required (skill, years)
          where coalesce((cast(:skillYears as jsonb) ->> required.skill)::float8, -1) < required.years::float8)
      or ${answeredBy})`,
    {
      programmes: stage === 'certified' ? programmes : [],
      kinds: engagementKinds,
      rateZone,
      skillYears: JSON.stringify(skillYears),
      expertId: id,
    },
  );
}
