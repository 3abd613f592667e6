import fc from 'fast-check';
import { refused } from '../test-support/refused.js';
import type { EnglishLevel, ExpertStage } from '../types.js';
import { checkBars, checkCertifiedFacts, missedBars } from './certification.rules.js';

const clientBased = { minimumExperienceYears: 5, minimumEnglish: 'C1' as const };
const network = { minimumExperienceYears: 3, minimumEnglish: 'B2' as const };

describe('the bars of a programme (PL-1)', () => {
  it.each<[string, typeof clientBased | typeof network, number, EnglishLevel, string[]]>([
    ['client-based', clientBased, 5, 'C1', []],
    ['client-based', clientBased, 5, 'C2', []],
    ['client-based', clientBased, 4.99, 'C1', ['experienceYears']],
    ['client-based', clientBased, 5, 'B2', ['english']],
    ['client-based', clientBased, 4, 'B2', ['experienceYears', 'english']],
    ['network', network, 3, 'B2', []],
    ['network', network, 4, 'B2', []],
    ['network', network, 2.5, 'B1', ['experienceYears', 'english']],
    ['network', network, 0, 'A1', ['experienceYears', 'english']],
  ])('%s: %o with %d years and %s misses %j', (_, bars, experienceYears, english, missed) => {
    expect(missedBars(bars, { experienceYears, english }).map(({ field }) => field)).toEqual(missed);
  });

  it('names each missed bar with what is required and what there is', () => {
    expect(refused(() => checkBars('client-based', clientBased, { experienceYears: 4, english: 'B2' }))).toMatchObject({
      code: 'placement.below-the-bar',
      kind: 'invalid',
      errors: [
        { field: 'experienceYears', message: 'must be at least 5, is 4' },
        { field: 'english', message: 'must be at least C1, is B2' },
      ],
      facts: {
        programme: 'client-based',
        bars: [
          { field: 'experienceYears', required: 5, actual: 4 },
          { field: 'english', required: 'C1', actual: 'B2' },
        ],
      },
    });
  });

  it('more experience and better English never miss more', () => {
    const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
    const level = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), level, (experienceYears, index) => {
        const missed = missedBars(clientBased, { experienceYears, english: levels[index]! }).length;
        const better = { experienceYears: experienceYears + 1, english: levels[index + 1]! };
        expect(missedBars(clientBased, better).length).toBeLessThanOrEqual(missed);
      }),
    );
  });
});

describe('what certification established', () => {
  it.each<[ExpertStage, string[], boolean, string | undefined]>([
    ['applied', ['english'], true, undefined],
    ['screening', ['experienceYears'], true, undefined],
    ['certified', ['experienceYears'], true, 'placement.certified-fact'],
    ['certified', ['payRate', 'english'], true, 'placement.certified-fact'],
    ['suspended', ['english'], true, 'placement.certified-fact'],
    ['certified', ['payRate', 'skills'], true, undefined],
    ['certified', ['experienceYears', 'english'], false, undefined],
  ])('%s, %j, by the expert itself %s: %s', (stage, changed, byExpert, code) => {
    expect(refused(() => checkCertifiedFacts(stage, changed, byExpert))?.code).toBe(code);
  });
});
