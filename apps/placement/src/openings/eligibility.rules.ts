import { type FieldError, invalid } from '#libs/errors';
import { skillKey } from '../skill.rules.js';
import type { EngagementKind, ExpertStage, RateZone, RequiredSkill, Skill } from '../types.js';

export interface Need {
  programme: string;
  engagementKind: EngagementKind;
  rateZone: RateZone;
  skills: readonly RequiredSkill[];
}

export interface Abilities {
  stage: ExpertStage;
  /** Certified for. */
  programmes: readonly string[];
  engagementKinds: readonly EngagementKind[];
  rateZone: RateZone;
  skills: readonly Skill[];
}

/**
 * PL-4. Why an expert isn't eligible for an opening, besides its skills: it isn't certified for the programme, doesn't
 * work this way, or isn't located in the zone asked for.
 */
export function obstacles(need: Need, expert: Abilities): FieldError[] {
  const found: FieldError[] = [];
  if (expert.stage !== 'certified' || !expert.programmes.includes(need.programme)) {
    found.push({ field: 'programme', message: `the expert isn't certified for ${need.programme}` });
  }
  if (!expert.engagementKinds.includes(need.engagementKind)) {
    found.push({ field: 'engagementKind', message: `the expert doesn't work ${need.engagementKind}` });
  }
  if (expert.rateZone !== need.rateZone) {
    found.push({ field: 'rateZone', message: `the expert isn't located in the zone ${need.rateZone}` });
  }
  return found;
}

/** PL-4. Required skills the expert doesn't have for long enough: 3 years of `typescript` match TypeScript from 3 years. */
export function missingSkills(need: Pick<Need, 'skills'>, expert: Pick<Abilities, 'skills'>): RequiredSkill[] {
  const years = new Map(expert.skills.map((skill) => [skillKey(skill.name), skill.years]));
  return need.skills.filter(({ name, minimumYears }) => (years.get(skillKey(name)) ?? -1) < minimumYears);
}

/** True for whom the opening is shared with (PL-4). */
export const isEligible = (need: Need, expert: Abilities): boolean =>
  !obstacles(need, expert).length && !missingSkills(need, expert).length;

/**
 * PL-6. Refuses 422 `placement.not-eligible` with each reason. Skills are left to the team's judgement where it suggests
 * the expert itself.
 */
export function checkEligible(need: Need, expert: Abilities, { skills }: { skills: boolean }): void {
  const errors = obstacles(need, expert);
  for (const { name, minimumYears } of skills ? missingSkills(need, expert) : []) {
    errors.push({ field: 'skills', message: `${name} takes ${minimumYears} years` });
  }
  if (!errors.length) return;
  throw invalid('placement.not-eligible', 'The expert is not eligible for this opening.', { rule: 'PL-4', errors });
}
