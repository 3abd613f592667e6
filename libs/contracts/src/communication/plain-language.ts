import { z } from 'zod';
import { command, query } from '../contract.js';
import { Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';

// Plain language (CS-10): it advises, it never blocks

export const GlossaryTerm = z
  .object({
    id: Id,
    term: z.string(),
    plain: z.string(),
    note: z.string(),
    updatedBy: z.string(),
    updatedAt: Instant,
    version: Version,
  })
  .meta({ id: 'GlossaryTerm' });
const term = {
  term: text(80).meta({ example: 'idempotent' }),
  plain: text(400).meta({ example: 'safe to repeat' }),
  note: text(1_000, 0),
};
export const NewTerm = z.strictObject({ ...term, note: term.note.default('') }).meta({ id: 'NewTerm' });
export const TermChange = z.strictObject(term).partial().meta({ id: 'TermChange' });
export const GlossaryFilter = z.object({ ...Page.shape, q: text(100, 0).optional(), sort: sortBy(['term'], 'term') });
export const listTerms = query('communication.list-terms', { input: GlossaryFilter, output: listOf(GlossaryTerm) });
/** 409 `communication.term-known` when the glossary has it, in whatever case. */
export const addTerm = command('communication.add-term', { input: NewTerm, output: GlossaryTerm });
export const changeTerm = command('communication.change-term', {
  input: z.object({ id: Id, version: Version, change: TermChange }),
  output: GlossaryTerm,
});
export const removeTerm = command('communication.remove-term', { input: z.object({ id: Id }), output: z.null() });

export const Draft = z.strictObject({ text: text(20_000) }).meta({ id: 'Draft' });
export const DraftCheck = z
  .object({
    marks: z.array(
      z.object({
        from: z.int().meta({ description: 'First character, in UTF-16 units from 0' }),
        to: z.int().meta({ description: 'One after the last' }),
        found: z.string(),
        plain: z.string(),
        note: z.string(),
      }),
    ),
    longSentences: z.array(z.object({ from: z.int(), to: z.int(), words: z.int() })),
    readingEase: z.number().nullable().meta({ description: 'Flesch: 60 and more is plain; null without a sentence' }),
    advice: z.string(),
  })
  .meta({ id: 'DraftCheck' });
export const checkDraft = query('communication.check-draft', { input: Draft, output: DraftCheck });
