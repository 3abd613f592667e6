import { forbidden, invalid } from '#libs/errors';
import type { EnglishLevel, ExpertStage, ProgrammeTerms } from '../types.js';

const levels: readonly EnglishLevel[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];

export interface Qualification {
  experienceYears: number;
  english: EnglishLevel;
}
type Bars = Pick<ProgrammeTerms, 'minimumExperienceYears' | 'minimumEnglish'>;

export interface MissedBar {
  field: keyof Qualification;
  required: number | string;
  actual: number | string;
}

/** PL-1. The bars of a programme this expert is under; none when it can be certified. */
export function missedBars(bars: Bars, { experienceYears, english }: Qualification): MissedBar[] {
  const missed: MissedBar[] = [];
  if (experienceYears < bars.minimumExperienceYears) {
    missed.push({ field: 'experienceYears', required: bars.minimumExperienceYears, actual: experienceYears });
  }
  if (levels.indexOf(english) < levels.indexOf(bars.minimumEnglish)) {
    missed.push({ field: 'english', required: bars.minimumEnglish, actual: english });
  }
  return missed;
}

/**
 * PL-1. 4 years and B2 miss both bars of `client-based` (5 years, C1) and none of `network` (3 years, B2).
 * Refuses 422 `placement.below-the-bar`, naming each bar in `errors` and in `facts.bars`.
 */
export function checkBars(programme: string, bars: Bars, expert: Qualification): void {
  const missed = missedBars(bars, expert);
  if (!missed.length) return;
  throw invalid('placement.below-the-bar', `The expert is under the bar of the programme ${programme}.`, {
    rule: 'PL-1',
    errors: missed.map(({ field, required, actual }) => ({
      field,
      message: `must be at least ${required}, is ${actual}`,
    })),
    facts: { programme, bars: missed },
  });
}

/**
 * PL-1. What screening has established stays so: from certification on only the network changes an expert's years of
 * experience and English. Refuses 403 `placement.certified-fact`.
 */
export function checkCertifiedFacts(stage: ExpertStage, changed: readonly string[], byExpert: boolean): void {
  const established = stage !== 'applied' && stage !== 'screening';
  const field = changed.find((name) => name === 'experienceYears' || name === 'english');
  if (!byExpert || !established || !field) return;
  throw forbidden(
    'placement.certified-fact',
    `${field} was established by certification; ask your account executive.`,
    {
      rule: 'PL-1',
      errors: [{ field, message: 'is changed by the network only' }],
    },
  );
}
