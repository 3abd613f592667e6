import { Parser } from 'htmlparser2';

const unseen: ReadonlySet<string> = new Set(['head', 'script', 'style', 'title', 'template', 'noscript']);
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'br', 'tr', 'li', 'ul', 'ol', 'table', 'blockquote', 'pre', 'hr', 'section', 'article'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
]);

/** Deeper than any page; looking through what is open would take the parser longer and longer. */
const deepest = 1_000;

/**
 * CS-4. What a person reads in a mail of HTML, as plain text; quotations are marked as in a mail of text. A page is read
 * until it nests too deep.
 */
export function textOf(html: string): string {
  const lines: string[] = [''];
  let hidden = 0;
  let quotes = 0;
  let depth = 0;
  const newLine = (): void => {
    if (lines.at(-1) !== '') lines.push('');
  };
  const parser = new Parser({
    onopentagname(name) {
      if (++depth > deepest) parser.pause();
      if (unseen.has(name)) hidden++;
      if (blocks.has(name)) newLine();
      if (name === 'blockquote') quotes++;
    },
    ontext(text) {
      if (hidden) return;
      const words = text.replace(/\s+/g, ' ');
      const line = lines.at(-1)!;
      const added = line ? words : words.trimStart();
      if (added) lines[lines.length - 1] = line || !quotes ? line + added : `> ${added}`;
    },
    onclosetag(name) {
      depth--;
      if (unseen.has(name)) hidden = Math.max(0, hidden - 1);
      if (blocks.has(name)) newLine();
      if (name === 'blockquote') quotes = Math.max(0, quotes - 1);
    },
  });
  parser.end(html);
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
