import { withoutFew } from './few-scores.rules.js';

const side = (n: number, before: number, weekly: number[]) => ({
  ...{ unit: 'score' as const, n, value: 2, low: 1, high: 3, since: '2026-04-08', colour: 'red' as const },
  ...{ green: 4, red: 3, promise: null, baseline: { n: before, value: 5 }, fell: true },
  weeks: weekly.map((count, i) => ({ week: `2026-04-${13 + 7 * i}`, n: count, value: 2 })),
});

describe('QN-2, GW-3: averages of few scores', () => {
  it('two of one week leave their number only', () => {
    expect(withoutFew(side(2, 0, [2]), 5)).toMatchObject({
      ...{ n: 2, value: null, low: null, high: null, colour: 'too-few', fell: false },
      ...{ baseline: { n: 0, value: null }, weeks: [] },
    });
  });

  it('a former time with few says nothing, and nothing fell against it', () => {
    const shown = withoutFew(side(6, 4, [1, 5]), 5);
    expect(shown).toMatchObject({ n: 6, value: 2, colour: 'red', baseline: { n: 4, value: null }, fell: false });
    expect(shown.weeks.map(({ week }) => week)).toEqual(['2026-04-20']);
  });

  it('enough are shown as they are', () => {
    expect(withoutFew(side(5, 5, [5]), 5)).toEqual(side(5, 5, [5]));
  });
});
