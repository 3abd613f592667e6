import { invalid } from '#libs/errors';

/** PL-4. Skills are the same whatever their case and form: `typescript`, `TypeScript `, full-width letters are one. */
export const skillKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** Years by skill; refuses 422 `placement.skill-named-twice`. */
export function yearsBySkill(skills: readonly { name: string; years: number }[]): Record<string, number> {
  const years = new Map<string, number>();
  skills.forEach((skill, index) => {
    const key = skillKey(skill.name);
    if (years.has(key)) {
      const field = `skills.${index}.name`;
      throw invalid('placement.skill-named-twice', `${skill.name} is named twice.`, {
        errors: [{ field, message: 'is named twice' }],
      });
    }
    years.set(key, skill.years);
  });
  return Object.fromEntries(years);
}
