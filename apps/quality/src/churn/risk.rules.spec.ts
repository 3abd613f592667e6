import fc from 'fast-check';
import { type ChurnFacts, churnRisk, type Weights } from './risk.rules.js';

const weights: Weights = {
  'low-score': { points: 6, most: 30 },
  'falling-score': { points: 4, most: 15 },
  complaints: { points: 5, most: 25 },
  'broken-promises': { points: 3, most: 20 },
  'open-cases': { points: 6, most: 18 },
  'late-approvals': { points: 3, most: 9 },
  'overdue-one-to-one': { points: 2, most: 12 },
};
const calm: ChurnFacts = {
  recent: { count: 0, mean: null },
  earlier: { count: 0, mean: null },
  complaints: { minor: 0, serious: 0, critical: 0 },
  brokenPromises: 0,
  openCases: 0,
  weeksApprovedByThemselves: 0,
  oneToOneOverdueDays: 0,
};
const risk = (facts: Partial<ChurnFacts>) => churnRisk({ ...calm, ...facts }, weights);

describe('QN-10: churn risk', () => {
  it.each<[string, Partial<ChurnFacts>, [string, number][]]>([
    ['nothing is known', {}, []],
    ['an average of 5 from three answers', { recent: { count: 3, mean: 5 } }, [['low-score', 24]]],
    ['everybody is content', { recent: { count: 3, mean: 9.4 } }, []],
    ['at most its most', { recent: { count: 1, mean: 0 } }, [['low-score', 30]]],
    [
      'a fall from 10 to 7',
      { recent: { count: 2, mean: 7 }, earlier: { count: 4, mean: 10 } },
      [
        ['low-score', 12],
        ['falling-score', 12],
      ],
    ],
    ['one answer is no fall', { recent: { count: 1, mean: 7 }, earlier: { count: 4, mean: 10 } }, [['low-score', 12]]],
    ['a critical complaint', { complaints: { minor: 0, serious: 0, critical: 1 } }, [['complaints', 20]]],
    ['three promises broken', { brokenPromises: 3 }, [['broken-promises', 9]]],
    ['two open cases', { openCases: 2 }, [['open-cases', 12]]],
    ['two weeks nobody approved', { weeksApprovedByThemselves: 2 }, [['late-approvals', 6]]],
    ['a one-to-one ten days overdue', { oneToOneOverdueDays: 10 }, [['overdue-one-to-one', 3]]],
  ])('%s', (_, facts, expected) => {
    const { causes } = risk(facts);
    expect(causes.map(({ cause, points }) => [cause, points])).toEqual(expected);
  });

  it('says the number behind each point', () => {
    const { causes } = risk({
      recent: { count: 3, mean: 5 },
      complaints: { minor: 1, serious: 1, critical: 0 },
      oneToOneOverdueDays: 10,
    });
    expect(causes.map(({ words }) => words)).toEqual([
      'Answers of the last four weeks average 5.0 of 10 (3 answers).',
      '2 open complaints: 1 serious, 1 minor.',
      'The one-to-one with the client is 10 days overdue.',
    ]);
  });

  const count = fc.integer({ min: 0, max: 40 });
  const answers = fc.record({ count, mean: fc.option(fc.double({ min: 0, max: 10, noNaN: true })) });
  const facts = fc.record({
    recent: answers,
    earlier: answers,
    complaints: fc.record({ minor: count, serious: count, critical: count }),
    brokenPromises: count,
    openCases: count,
    weeksApprovedByThemselves: count,
    oneToOneOverdueDays: count,
  });

  it('the causes sum to the score, which is from 0 to 100', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { score, causes } = churnRisk(given, weights);
        expect(causes.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(causes.every(({ points }) => points > 0)).toBe(true);
      }),
    );
  });

  it('more trouble never lowers it', () => {
    const worse = fc.constantFrom<keyof ChurnFacts>('brokenPromises', 'openCases', 'oneToOneOverdueDays');
    fc.assert(
      fc.property(facts, worse, (given, key) => {
        const more = { ...given, [key]: (given[key] as number) + 1 };
        expect(churnRisk(more, weights).score).toBeGreaterThanOrEqual(churnRisk(given, weights).score);
      }),
    );
  });
});
