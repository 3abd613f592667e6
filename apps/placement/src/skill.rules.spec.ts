import { refused } from './test-support/refused.js';
import { skillKey, yearsBySkill } from './skill.rules.js';

it.each([
  ['TypeScript', 'typescript'],
  ['  typescript ', 'typescript'],
  ['ＴypeＳcript', 'typescript'],
  ['C++', 'c++'],
  ['Ñandú', 'ñandú'],
])('%s is the skill %s', (name, key) => {
  expect(skillKey(name)).toBe(key);
});

it('knows years by skill, and no skill twice', () => {
  const skills = [
    { name: 'TypeScript', years: 6 },
    { name: '__proto__', years: 1 },
  ];
  expect(Object.entries(yearsBySkill(skills))).toEqual([
    ['typescript', 6],
    ['__proto__', 1],
  ]);
  expect(refused(() => yearsBySkill([...skills, { name: 'typescript', years: 1 }]))).toMatchObject({
    code: 'placement.skill-named-twice',
    errors: [{ field: 'skills.2.name' }],
  });
});
