import { changeOfMind, detractorWords } from './detractor.rules.js';

describe('QN-3: what a case about a detractor says', () => {
  const about = {
    ...{ contactName: 'Carl Client', clientName: 'Blue Heron', score: 3, title: 'Storefront', expertName: 'Ana Šimić' },
  };
  const said = 'Carl Client of Blue Heron scored 3 of 10 for Storefront (Ana Šimić)';

  it('names who scored what and why', () => {
    expect(detractorWords({ ...about, comment: 'Too slow.' })).toBe(`${said}: “Too slow.”`);
    expect(detractorWords({ ...about, comment: null })).toBe(said);
  });

  it('a long comment is cut, never inside a character', () => {
    const words = detractorWords({ ...about, comment: `${'x'.repeat(298)}😀${'y'.repeat(100)}` });
    expect(words).toHaveLength(said.length + 4 + 300);
    expect(words.isWellFormed()).toBe(true);
  });

  it.each<[number | null, number | null, string | null]>([
    [3, 9, 'The client changed its score from 3 to 9: “Better.”'],
    [9, 3, 'The client changed its score from 9 to 3: “Better.”'],
    [3, 3, 'The client says it anew, with 3 of 10: “Better.”'],
    [3, null, 'The client took its score of 3 back: “Better.”'],
    [null, 3, 'The client scored 3 of 10: “Better.”'],
    [7, 9, null],
    [null, 9, null],
    [8, null, null],
  ])('a score of %s that becomes %s: %s', (was, is, words) => {
    expect(changeOfMind(was, is, 'Better.')).toBe(words);
  });
});
