import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Weight = 400 | 700;
/** A stretch of text that one font can write. */
export interface Run {
  font: string;
  text: string;
}

/** Noto Sans comes in parts, one for each script: the first that has a letter writes it. */
const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese', 'devanagari'];
const folder = dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json'));
const unknown = '?';

/** Which code points a part covers, as the package says: `U+0102-0103,U+20AB`. */
const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
const covers = scripts.map((script) => {
  const spans = ranges[script]!.split(',').map((range) => {
    const [from, to = from] = range.trim().slice(2).split('-');
    return [Number.parseInt(from!, 16), Number.parseInt(to!, 16)] as const;
  });
  return { script, has: (point: number): boolean => spans.some(([from, to]) => from <= point && point <= to) };
});

const fontOf = (script: string, weight: Weight): string => `${script}-${weight}`;

/** The file of each font, by the name that runs give it. */
export const fontFiles: ReadonlyMap<string, string> = new Map(
  scripts.flatMap((script) =>
    ([400, 700] as const).map((weight) => [
      fontOf(script, weight),
      join(folder, 'files', `noto-sans-${script}-${weight}-normal.woff`),
    ]),
  ),
);

/** Text cut where its script changes; what no part can write becomes a question mark. */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const letter of text.normalize('NFC')) {
    const part = covers.find(({ has }) => has(letter.codePointAt(0)!));
    const font = fontOf(part?.script ?? 'latin', weight);
    const written = part ? letter : unknown;
    const last = runs.at(-1);
    if (last && (last.font === font || written === ' ')) last.text += written;
    else runs.push({ font, text: written });
  }
  return runs;
}
