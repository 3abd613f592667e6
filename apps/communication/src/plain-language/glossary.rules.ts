import { patternOf } from './pattern.rules.js';

/** A word or phrase that clients may not know, with what to say instead. */
export interface Term {
  readonly term: string;
  readonly plain: string;
  readonly note: string;
}

/** What `compileGlossary` makes: one pattern for all terms, and whose form each find is. */
export interface CompiledGlossary {
  readonly pattern: RegExp | null;
  readonly byForm: ReadonlyMap<string, Term>;
  /** Forms that count only as they are written. */
  readonly exactForms: ReadonlyMap<string, Term>;
}

/** Terms are the same when they differ in case and spacing only: `Back  End` is `back end`. */
export const termKey = (term: string): string => term.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** `IT`, `CI`: in small letters it's another word, so it counts as written only. */
const isShortAcronym = (term: string): boolean => /^\p{Lu}{2}$/u.test(term);

/** CS-10. A term and its simple forms, in small letters: `deploy`, `deploys`, `deployed`, `deploying`; `query`, `queries`. */
export function formsOf(term: string): string[] {
  const key = termKey(term);
  const stem = key.slice(0, -1);
  if (!/[a-z]{3}$/.test(key)) return /[a-z]$/.test(key) ? [key, `${key}s`] : [key];
  if (/[^aeiou]y$/.test(key)) return [key, `${stem}ies`, `${stem}ied`, `${key}ing`];
  if (key.endsWith('e')) return [key, `${key}s`, `${key}d`, `${stem}ing`];
  if (/(?:s|x|z|ch|sh)$/.test(key)) return [key, `${key}es`, `${key}ed`, `${key}ing`];
  const regular = [key, `${key}s`, `${key}ed`, `${key}ing`];
  const last = key.at(-1)!;
  return /[^aeiou][aeiou][bdfgklmnprt]$/.test(key) ? [...regular, `${key}${last}ed`, `${key}${last}ing`] : regular;
}

/** CS-10. Ready to mark with; a term that stands in the glossary itself wins over a form of another one. */
export function compileGlossary(terms: readonly Term[]): CompiledGlossary {
  const byForm = new Map<string, Term>();
  const exactForms = new Map<string, Term>();
  for (const term of terms) {
    if (isShortAcronym(term.term)) for (const form of [term.term, `${term.term}s`]) exactForms.set(form, term);
    else byForm.set(termKey(term.term), term);
  }
  for (const term of terms) {
    if (isShortAcronym(term.term)) continue;
    for (const form of formsOf(term.term)) if (!byForm.has(form)) byForm.set(form, term);
  }
  return { pattern: patternOf([...byForm.keys(), ...exactForms.keys()]), byForm, exactForms };
}

/** The term something found is a form of; undefined when only its case says that it is none. */
export function termOf({ byForm, exactForms }: CompiledGlossary, found: string): Term | undefined {
  const asWritten = exactForms.get(found);
  if (asWritten) return asWritten;
  const key = termKey(found);
  return byForm.get(key) ?? byForm.get(key.replaceAll(/[\s-]+/g, ' ')) ?? byForm.get(key.replaceAll(/[\s-]+/g, '-'));
}
