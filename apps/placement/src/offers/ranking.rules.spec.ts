import fc from 'fast-check';
import { type Candidate, rank, type RankedNeed, type Weight } from './ranking.rules.js';

const need: RankedNeed = {
  skills: [
    { name: 'TypeScript', minimumYears: 3 },
    { name: 'PostgreSQL', minimumYears: 2 },
  ],
  rateZone: 'eu-asia',
  hoursPerWeek: 40,
  startsOn: '2026-03-02',
  timeZone: 'Europe/Berlin',
};
const candidate: Candidate = {
  id: '019c0000-0000-7000-8000-000000000001',
  offeredAt: new Date('2026-02-02T09:00:00Z'),
  skills: [
    { name: 'typescript', years: 6 },
    { name: 'PostgreSQL', years: 2 },
  ],
  rateZone: 'eu-asia',
  timeZone: 'America/New_York',
  hoursPerWeek: 30,
  earliestStart: '2026-03-17',
  priority: 'none',
};
const weights: Weight[] = [
  { factor: 'skill-fit', points: 40, scale: 3 },
  { factor: 'time-zone-overlap', points: 25, scale: 6 },
  { factor: 'availability', points: 25, scale: 30 },
  { factor: 'zone', points: 10, scale: 1 },
];

describe('the ranking of candidates (PL-7)', () => {
  it('explains each point', () => {
    expect(rank(need, [candidate], weights)[0]!.rank).toEqual({
      position: 1,
      points: 47.71,
      because: [
        {
          factor: 'skill-fit',
          points: 20,
          detail: 'TypeScript: 3 years over the minimum, PostgreSQL: 0 years over the minimum (3 over count in full)',
        },
        {
          factor: 'time-zone-overlap',
          points: 8.33,
          detail: '2 working hours a day in common (America/New_York and Europe/Berlin)',
        },
        { factor: 'availability', points: 9.38, detail: 'Can start 15 days late, 30 of 40 hours a week' },
        { factor: 'zone', points: 10, detail: 'Located in the zone asked for, eu-asia' },
      ],
    });
  });

  it.each<[string, Partial<Candidate>, number[]]>([
    [
      'as good as it gets',
      { timeZone: 'Europe/Berlin', hoursPerWeek: 40, earliestStart: '2026-03-02' },
      [20, 25, 25, 10],
    ],
    ['years over the minimum are capped', { skills: [{ name: 'TypeScript', years: 60 }] }, [20, 8.33, 9.38, 10]],
    ['a skill that is missing gives nothing and costs nothing', { skills: [] }, [0, 8.33, 9.38, 10]],
    ['a month late leaves nothing of availability', { earliestStart: '2026-04-01' }, [20, 8.33, 0, 10]],
    ['a year late is not worse than nothing', { earliestStart: '2027-03-02' }, [20, 8.33, 0, 10]],
    ['starting earlier is on time', { earliestStart: '2026-01-01' }, [20, 8.33, 18.75, 10]],
    [
      'more hours than asked for are the hours asked for',
      { hoursPerWeek: 60, earliestStart: '2026-03-02' },
      [20, 8.33, 25, 10],
    ],
    ['another zone', { rateZone: 'us-western-europe' }, [20, 8.33, 9.38, 0]],
  ])('%s', (_, about, points) => {
    const [first] = rank(need, [{ ...candidate, ...about }], weights);
    expect(first!.rank.because.map((each) => each.points)).toEqual(points);
  });

  it.each<[Candidate['priority'], number, string]>([
    ['used', 20, 'Brought this client: right of first refusal, used in time'],
    ['late', 0, 'Brought this client: right of first refusal, not used in time'],
    ['waived', 0, 'Brought this client: right of first refusal, waived'],
    ['none', 0, 'No right of first refusal'],
  ])('a priority right %s gives %i points, and says why (RC-6)', (priority, points, detail) => {
    const withRight: Weight[] = [...weights, { factor: 'priority-right', points: 20, scale: 1 }];
    const [first] = rank(need, [{ ...candidate, priority }], withRight);
    expect(first!.rank.because.at(-1)).toEqual({ factor: 'priority-right', points, detail });
    expect(first!.rank.points).toBeCloseTo(47.71 + points, 2);
  });

  it('weights are data: without its points a factor decides nothing', () => {
    const only = weights.map((each) => ({ ...each, points: each.factor === 'zone' ? 10 : 0 }));
    expect(rank(need, [candidate], only)[0]!.rank.points).toBe(10);
  });

  const candidates = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      offeredAt: fc.constantFrom(new Date('2026-02-02T09:00:00Z'), new Date('2026-02-02T10:00:00Z')),
      skills: fc.constantFrom(candidate.skills, [{ name: 'typescript', years: 4 }]),
      rateZone: fc.constantFrom('eu-asia' as const, 'us-western-europe' as const),
      timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Kolkata'),
      hoursPerWeek: fc.integer({ min: 1, max: 60 }),
      earliestStart: fc.constantFrom('2026-03-02', '2026-03-09'),
      priority: fc.constantFrom('used' as const, 'late' as const, 'waived' as const, 'none' as const),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );

  it('gives the same order for every order of its input, positions 1 to n, and parts that sum to the whole', () => {
    fc.assert(
      fc.property(candidates, fc.integer(), (offers, turn) => {
        const ranked = rank(need, offers, weights);
        const turned = offers.map((_, index) => offers[(index + Math.abs(turn)) % offers.length]!);
        expect(rank(need, turned.toReversed(), weights)).toEqual(ranked);
        ranked.forEach(({ rank: { position, points, because } }, index) => {
          expect(position).toBe(index + 1);
          expect(because.reduce((sum, each) => sum + Math.round(each.points * 100), 0)).toBe(Math.round(points * 100));
          expect(points).toBeLessThanOrEqual(ranked[index - 1]?.rank.points ?? 100);
        });
      }),
    );
  });

  it('equal points go by who offered first', () => {
    const later = {
      ...candidate,
      id: '019c0000-0000-7000-8000-000000000000',
      offeredAt: new Date('2026-02-03T09:00:00Z'),
    };
    expect(rank(need, [later, candidate], weights).map((each) => each.candidate.id)).toEqual([candidate.id, later.id]);
  });
});
