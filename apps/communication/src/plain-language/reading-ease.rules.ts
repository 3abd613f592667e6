import { flesch } from 'flesch';
import { syllable } from 'syllable';
import type { Sentence } from './sentences.rules.js';

/** Flesch's own mark for plain English. */
export const plainEase = 60;

/**
 * CS-10. Reading ease by Flesch, 206.835 − 1.015 × words per sentence − 84.6 × syllables per word, to one decimal:
 * `We fixed it.` is 119.2. Null without a sentence.
 */
export function readingEase(sentences: readonly Pick<Sentence, 'words'>[]): number | null {
  const words = sentences.flatMap((sentence) => sentence.words);
  if (!words.length) return null;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return Math.round(flesch({ sentence: sentences.length, word: words.length, syllable: syllables }) * 10) / 10;
}
