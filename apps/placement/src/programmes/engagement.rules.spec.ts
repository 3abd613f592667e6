import fc from 'fast-check';
import { addDays } from '#libs/time';
import { refused } from '../test-support/refused.js';
import { checkKind, checkLength, lastDayOf } from './engagement.rules.js';

it.each([
  ['2026-03-02', 6, '2026-09-01'],
  ['2026-01-31', 1, '2026-02-27'],
  ['2024-01-31', 1, '2024-02-28'],
  ['2026-03-01', 12, '2027-02-28'],
])('from %s, %i months end on %s', (startsOn, months, endsOn) => {
  expect(lastDayOf(startsOn, months)).toBe(endsOn);
});

describe('the shortest engagement (PL-9)', () => {
  it.each([
    [6, '2026-03-02', '2026-09-01', undefined],
    [6, '2026-03-02', '2026-08-31', 'placement.too-short'],
    [1, '2026-01-31', '2026-02-27', undefined],
    [0, '2026-03-02', '2026-03-02', undefined],
    [0, '2026-03-02', '2026-03-01', 'placement.too-short'],
  ])('with at least %i months from %s, an end on %s is answered with %s', (months, startsOn, endsOn, code) => {
    const terms = { shortestEngagementMonths: months };
    expect(refused(() => checkLength(terms, { startsOn, endsOn }, 'endsOn'))?.code).toBe(code);
  });

  it('names the earliest end that passes, and it does', () => {
    const months = fc.integer({ min: 0, max: 24 });
    const offset = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(months, offset, (shortestEngagementMonths, days) => {
        const startsOn = addDays('2026-01-01', days);
        const terms = { shortestEngagementMonths };
        const tooShort = refused(() => checkLength(terms, { startsOn, endsOn: addDays(startsOn, -1) }, 'endsOn'));
        const endsOn = tooShort?.facts?.['earliestEnd'] as string;
        expect(refused(() => checkLength(terms, { startsOn, endsOn }, 'endsOn'))).toBeUndefined();
        const dayBefore = addDays(endsOn, -1);
        expect(refused(() => checkLength(terms, { startsOn, endsOn: dayBefore }, 'endsOn'))).toBeDefined();
      }),
    );
  });
});

it('an engagement is of a kind its programme has', () => {
  const programme = { engagementKinds: ['full-time', 'part-time'] as const };
  const terms = { engagementKinds: [...programme.engagementKinds] };
  expect(refused(() => checkKind(terms, 'part-time'))).toBeUndefined();
  expect(refused(() => checkKind(terms, 'hourly'))).toMatchObject({
    code: 'placement.kind-not-offered',
    facts: { engagementKinds: ['full-time', 'part-time'] },
  });
});
