import { refused } from '../test-support/refused.js';
import { type Abilities, checkEligible, isEligible, missingSkills, type Need, obstacles } from './eligibility.rules.js';

const need: Need = {
  programme: 'delivery-method',
  engagementKind: 'full-time',
  rateZone: 'eu-asia',
  skills: [
    { name: 'TypeScript', minimumYears: 3 },
    { name: 'PostgreSQL', minimumYears: 0 },
  ],
};
const expert: Abilities = {
  stage: 'certified',
  programmes: ['network', 'delivery-method'],
  engagementKinds: ['full-time', 'hourly'],
  rateZone: 'eu-asia',
  skills: [
    { name: 'typescript', years: 3 },
    { name: 'POSTGRESQL', years: 0 },
    { name: 'Rust', years: 1 },
  ],
};

describe('with whom an opening is shared (PL-4)', () => {
  it.each<[string, Partial<Need>, Partial<Abilities>, boolean]>([
    ['an expert who has it all', {}, {}, true],
    ['a skill not long enough', { skills: [{ name: 'TypeScript', minimumYears: 3.1 }] }, {}, false],
    ['a skill it does not have, even for no years', { skills: [{ name: 'Go', minimumYears: 0 }] }, {}, false],
    ['another zone', { rateZone: 'us-western-europe' }, {}, false],
    ['an expert of the dearer zone, where the cheaper one is asked for', {}, { rateZone: 'us-western-europe' }, false],
    ['another kind', { engagementKind: 'part-time' }, {}, false],
    ['another programme', { programme: 'client-based' }, {}, false],
    ['an expert who applied', {}, { stage: 'applied' }, false],
    ['a suspended expert', {}, { stage: 'suspended' }, false],
    ['a terminated expert', {}, { stage: 'terminated' }, false],
  ])('%s', (_, itsNeed, itsAbilities, eligible) => {
    expect(isEligible({ ...need, ...itsNeed }, { ...expert, ...itsAbilities })).toBe(eligible);
  });

  it('names every reason at once', () => {
    const other = { ...expert, stage: 'suspended' as const, rateZone: 'us-western-europe' as const, skills: [] };
    expect(refused(() => checkEligible(need, other, { skills: true }))).toMatchObject({
      code: 'placement.not-eligible',
      errors: [{ field: 'programme' }, { field: 'rateZone' }, { field: 'skills' }, { field: 'skills' }],
    });
    expect(obstacles(need, other)).toHaveLength(2);
  });

  it('leaves skills to the judgement of the team that suggests somebody (PL-6)', () => {
    const beginner = { ...expert, skills: [] };
    expect(missingSkills(need, beginner)).toEqual(need.skills);
    expect(refused(() => checkEligible(need, beginner, { skills: false }))).toBeUndefined();
    expect(refused(() => checkEligible(need, beginner, { skills: true }))).toBeDefined();
  });
});
