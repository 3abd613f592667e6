/** A sentence of ours around values that came from people or other services: only the values need care. */
export interface Sentence {
  readonly words: readonly string[];
  readonly values: readonly string[];
}

type Value = string | number | Sentence;

/** `say`Your client ${name} asked.`` — values are escaped in HTML and keep their own direction of writing. */
export function say(words: TemplateStringsArray, ...values: Value[]): Sentence {
  let sentence: Sentence = { words: [words[0] ?? ''], values: [] };
  values.forEach((value, n) => {
    sentence = joined(sentence, typeof value === 'object' ? value : { words: ['', ''], values: [String(value)] });
    sentence = joined(sentence, { words: [words[n + 1] ?? ''], values: [] });
  });
  return sentence;
}

const joined = (a: Sentence, b: Sentence): Sentence => ({
  words: [...a.words.slice(0, -1), (a.words.at(-1) ?? '') + (b.words[0] ?? ''), ...b.words.slice(1)],
  values: [...a.values, ...b.values],
});

/** A whole text of ours as a sentence. */
export const ours = (text: string): Sentence => ({ words: [text], values: [] });

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud83a][\udc00-\udfff]/;
const [isolate, endOfIsolate] = ['\u2068', '\u2069'];
/** Characters that could turn the text around them. */
const directional = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Plain text: what is written from right to left stands isolated, so that our words stay where they are, and what has
 * several lines stands in one, so that none of them looks like ours.
 */
export const asText = ({ words, values }: Sentence): string =>
  words.map((word, n) => word + (n < values.length ? isolated(values[n]!.replace(/\s+/g, ' ')) : '')).join('');

/** Somebody's own lines, each marked. */
export const asQuotation = (text: string): string => isolated(text).replace(/^/gm, '> ');

function isolated(value: string): string {
  const clean = value.replace(directional, '');
  return rightToLeft.test(clean) ? isolate + clean + endOfIsolate : clean;
}

export const asHtml = ({ words, values }: Sentence): string =>
  words
    .map(
      (word, n) =>
        escaped(word) + (n < values.length ? `<bdi>${escaped(values[n]!.replace(directional, ''))}</bdi>` : ''),
    )
    .join('');

/** A header has one line. */
export const asSubject = (sentence: Sentence): string =>
  asText(sentence)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed();

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);
