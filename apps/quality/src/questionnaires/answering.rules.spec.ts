import { checkOpen, isChanged, replace, type Scored } from './answering.rules.js';

const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    const { code, details } = error as { code: string; details: { errors?: { field: string }[] } };
    return [code, details.errors?.[0]?.field].filter(Boolean).join(' ');
  }
};
const scored = (placementId: string, score: number, scores: Scored['scores'] = {}) => ({ placementId, score, scores });
const unanswered = (placementId: string): Scored => ({ placementId, score: null, scores: {} });

describe('QN-1: answering', () => {
  it('an answer replaces the one before, whole', () => {
    const asked = [scored('storefront', 3, { reliable: 2 }), scored('billing', 8)];
    const replaced = replace(asked, [scored('storefront', 9, { reliable: 2 })]);
    expect(replaced).toEqual([
      { was: asked[0], is: scored('storefront', 9, { reliable: 2 }) },
      { was: asked[1], is: unanswered('billing') },
    ]);
    expect(replaced.map(isChanged)).toEqual([true, true]);
  });

  it.each([
    ['the same', scored('a', 3, { reliable: 2 }), false],
    ['another score', scored('a', 4, { reliable: 2 }), true],
    ['a score less', scored('a', 3), true],
    ['a score more', scored('a', 3, { reliable: 2, 'fixes-fast': 1 }), true],
    ['0 of 10', scored('a', 0, { reliable: 2 }), true],
  ])('%s changes it or not', (_, is, changed) => {
    expect(isChanged({ was: scored('a', 3, { reliable: 2 }), is })).toBe(changed);
    expect(isChanged({ was: unanswered('a'), is: scored('a', 0) })).toBe(true);
  });

  it('only what was asked about, and each once', () => {
    const asked = [unanswered('a'), unanswered('b')];
    expect(codeOf(() => replace(asked, [scored('a', 1), scored('c', 2)]))).toBe(
      'quality.not-asked items.1.placementId',
    );
    expect(codeOf(() => replace(asked, [scored('a', 1), scored('b', 2), scored('a', 3)]))).toBe(
      'quality.answered-twice items.2.placementId',
    );
  });

  const closesAt = new Date('2026-03-08T23:00:00Z');
  it.each([
    ['2026-03-08T22:59:59.999Z', undefined],
    ['2026-03-08T23:00:00Z', 'quality.questionnaire-closed'],
  ])('at %s: %s', (now, code) => {
    expect(codeOf(() => checkOpen(new Date(now), closesAt))).toBe(code);
  });
});
