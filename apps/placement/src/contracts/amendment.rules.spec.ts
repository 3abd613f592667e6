import fc from 'fast-check';
import { addDays } from '#libs/time';
import { refused } from '../test-support/refused.js';
import { contractTerms } from '#libs/testing';
import type { ContractTerms } from '../types.js';
import { bindingFrom, checkAmendment, commitmentOf } from './amendment.rules.js';

const version = (effectiveFrom: string, about: Partial<ContractTerms> = {}) => ({
  effectiveFrom,
  terms: { ...contractTerms, ...about },
});
const first = version('2026-03-02');

describe('the day an amendment begins (PM-11)', () => {
  it.each([
    ['2026-03-02', undefined],
    ['2026-09-01', undefined],
    ['2026-03-01', 'placement.bad-effective-day'],
    ['2026-09-02', 'placement.bad-effective-day'],
  ])('%s: %s', (effectiveFrom, code) => {
    expect(refused(() => checkAmendment(first, version(effectiveFrom)))?.code).toBe(code);
  });

  it('is not before the version it amends', () => {
    const second = version('2026-06-01');
    expect(refused(() => checkAmendment(second, version('2026-05-31')))?.code).toBe('placement.bad-effective-day');
    expect(refused(() => checkAmendment(second, version('2026-06-01')))).toBeUndefined();
  });

  it('does not move the start', () => {
    const refusal = refused(() => checkAmendment(first, version('2026-06-01', { startsOn: '2026-03-09' })));
    expect(refusal?.code).toBe('placement.start-is-agreed');
  });
});

describe('what binds from a day on', () => {
  const versions = [first, version('2026-05-01'), version('2026-05-01'), version('2026-07-01')];

  it.each([
    ['2026-01-01', [0, 1, 2, 3]],
    ['2026-04-30', [0, 1, 2, 3]],
    ['2026-05-01', [2, 3]],
    ['2026-12-31', [3]],
  ])('%s: the versions %j', (day, numbers) => {
    expect(bindingFrom(versions, day)).toEqual(numbers.map((number) => versions[number]));
  });

  it('always ends with the newest, and begins with one in force unless none is yet', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 99 }),
        (offsets, on) => {
          const all = offsets.toSorted((a, b) => a - b).map((days) => version(addDays('2026-03-02', days)));
          const day = addDays('2026-03-02', on);
          const binding = bindingFrom(all, day);
          expect(binding.at(-1)).toBe(all.at(-1));
          if (all[0]!.effectiveFrom <= day) expect(binding[0]!.effectiveFrom <= day).toBe(true);
          expect(binding.slice(1).every(({ effectiveFrom }) => effectiveFrom > day)).toBe(true);
        },
      ),
    );
  });
});

it('promises the more demanding hours until an amendment begins (PL-9)', () => {
  const less = version('2026-06-01', { engagementKind: 'part-time', hoursPerWeek: 20, endsOn: '2026-12-31' });
  expect(commitmentOf([first, less])).toEqual({
    startsOn: '2026-03-02',
    endsOn: '2026-12-31',
    engagementKind: 'full-time',
    hoursPerWeek: 40,
  });
  expect(commitmentOf([less])).toMatchObject({ engagementKind: 'part-time', hoursPerWeek: 20 });
});
