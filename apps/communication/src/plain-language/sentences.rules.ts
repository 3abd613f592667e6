/** A sentence of a text: where it is, in UTF-16 units, and its words. */
export interface Sentence {
  from: number;
  to: number;
  words: string[];
}

const bySentence = new Intl.Segmenter('en', { granularity: 'sentence' });
const byWord = new Intl.Segmenter('en', { granularity: 'word' });

/** CS-10. The sentences with a word in them, by the rules of Unicode, without the space around them. */
export function sentencesOf(text: string): Sentence[] {
  return [...bySentence.segment(text)].flatMap(({ segment, index }) => {
    const words = [...byWord.segment(segment)].filter(({ isWordLike }) => isWordLike).map((word) => word.segment);
    const from = index + segment.length - segment.trimStart().length;
    return words.length ? [{ from, to: index + segment.trimEnd().length, words }] : [];
  });
}
