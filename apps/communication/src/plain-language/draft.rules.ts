import type { z } from 'zod';
import type { DraftCheck } from '#libs/contracts';
import { type CompiledGlossary, termOf } from './glossary.rules.js';
import { plainEase, readingEase } from './reading-ease.rules.js';
import { sentencesOf } from './sentences.rules.js';

export type DraftCheckView = z.output<typeof DraftCheck>;

/** A sentence of more words than this is better told as two. */
export const longSentenceWords = 25;

/** Code between backticks, and addresses of pages and people: what nobody would word otherwise. */
const notWords = /```[\s\S]*?(?:```|$)|`[^`\n]*`|(?:https?:\/\/|www\.)\S+|(?<![^\s@])[^\s@]+@[^\s@]+\.[^\s@]+/giu;

/** The same text with what is no wording blanked out: every character stays where it is. */
const wordingOf = (text: string): string => text.replaceAll(notWords, (part) => part.replaceAll(/\S/g, ' '));

/**
 * CS-10. What a client may stumble over: `Our CRON job is idempotent.` has two marks, each with its plain wording. Of
 * terms that overlap the longest is marked. It advises, it never blocks. Positions count UTF-16 units.
 */
export function checkText(text: string, glossary: CompiledGlossary): DraftCheckView {
  const wording = wordingOf(text);
  const marks = marksIn(wording, glossary);
  const sentences = sentencesOf(wording);
  const longSentences = sentences.filter(({ words }) => words.length > longSentenceWords);
  const ease = readingEase(sentences);
  return {
    marks,
    longSentences: longSentences.map(({ from, to, words }) => ({ from, to, words: words.length })),
    readingEase: ease,
    advice: adviceOn(marks.length, longSentences.length, ease),
  };
}

function marksIn(wording: string, glossary: CompiledGlossary): DraftCheckView['marks'] {
  if (!glossary.pattern) return [];
  return [...wording.matchAll(glossary.pattern)].flatMap(({ 0: found, index }) => {
    const term = termOf(glossary, found);
    return term ? [{ from: index, to: index + found.length, found, plain: term.plain, note: term.note }] : [];
  });
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

function adviceOn(marks: number, longSentences: number, ease: number | null): string {
  const advice = [
    ...(marks ? [`${count(marks, 'expression', 'expressions')} could be said in plainer words.`] : []),
    ...(longSentences
      ? [`${count(longSentences, 'sentence is', 'sentences are')} longer than ${longSentenceWords} words.`]
      : []),
    ...(ease !== null && ease < plainEase
      ? [`The reading ease is ${ease}; from ${plainEase} on it is plain English: try shorter words and sentences.`]
      : []),
  ];
  return advice.join(' ') || 'It reads plainly.';
}
