import { asHtml, asQuotation, asSubject, asText, escaped, ours, type Sentence } from './sentence.js';

/** What goes out, twice the same: for readers of text and for readers of HTML. */
export interface Content {
  subject: string;
  text: string;
  html: string;
}

type Block =
  | { kind: 'paragraph'; sentence: Sentence }
  | { kind: 'quote'; text: string }
  | { kind: 'facts'; rows: readonly (readonly [string, Sentence])[] }
  | { kind: 'list'; title: string; items: readonly Sentence[] }
  | { kind: 'link'; label: string; url: string };

type Words = string | Sentence;
const sentenceOf = (words: Words): Sentence => (typeof words === 'string' ? ours(words) : words);

export const paragraph = (words: Words): Block => ({ kind: 'paragraph', sentence: sentenceOf(words) });
/** What somebody wrote: shown as it is, and as nothing but text. */
export const quote = (text: string): Block => ({ kind: 'quote', text });
export const facts = (...rows: (readonly [string, Words])[]): Block => ({
  kind: 'facts',
  rows: rows.map(([name, words]) => [name, sentenceOf(words)] as const),
});
export const list = (title: string, items: readonly Words[]): Block => ({
  kind: 'list',
  title,
  items: items.map(sentenceOf),
});
export const link = (label: string, url: string): Block => ({ kind: 'link', label, url });

const wishes = ' What you are told, and when, is yours to decide: see your preferences.';

/** NT-1. The same for an address that has no account, and so no preferences to see. */
export const withoutAccount = ({ subject, text, html }: Content): Content => ({
  ...{ subject, text: withoutWishes(text), html: withoutWishes(html) },
});

/** The last place is the footer: what people wrote stands before it. */
function withoutWishes(words: string): string {
  const at = words.lastIndexOf(wishes);
  return words.slice(0, at) + words.slice(at + wishes.length);
}

/** The one layout of all notices. */
export function letter(subject: Words, ...blocks: Block[]): Content {
  const line = asSubject(sentenceOf(subject));
  const footer = `Shoreline.${wishes}`;
  return {
    subject: line,
    text: `${[...blocks.map(textOf), `-- \n${footer}`].join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      `<title>${escaped(line)}</title>`,
      '</head>',
      '<body style="margin:0 auto;max-width:40em;padding:1.5em;font:16px/1.5 system-ui,sans-serif;color:#1a1f24;background:#fff">',
      ...blocks.map(htmlOf),
      `<p style="margin-top:2em;border-top:1px solid #c4cbd2;padding-top:.75em;color:#4a545e;font-size:14px">${footer}</p>`,
      '</body>',
      '</html>',
      '',
    ].join('\n'),
  };
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return asText(block.sentence);
    case 'quote':
      return asQuotation(block.text);
    case 'facts':
      return block.rows.map(([name, value]) => `${name}: ${asText(value)}`).join('\n');
    case 'list':
      return [`${block.title}:`, ...block.items.map((item) => `  - ${asText(item)}`)].join('\n');
    case 'link':
      return `${block.label}: ${block.url}`;
  }
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${asHtml(block.sentence)}</p>`;
    case 'quote':
      return `<blockquote dir="auto" style="margin:1em 0;padding:.25em 1em;border-inline-start:3px solid #5b7c99;white-space:pre-wrap;overflow-wrap:anywhere">${escaped(block.text)}</blockquote>`;
    case 'facts':
      return `<table style="border-collapse:collapse">${block.rows.map(rowOf).join('')}</table>`;
    case 'list':
      return `<h2 style="font-size:18px;margin-bottom:.25em">${escaped(block.title)}</h2><ul>${block.items.map((item) => `<li>${asHtml(item)}</li>`).join('')}</ul>`;
    case 'link':
      return `<p><a href="${escaped(block.url)}">${escaped(block.label)}</a></p>`;
  }
}

const rowOf = ([name, value]: readonly [string, Sentence]): string =>
  `<tr><th scope="row" style="text-align:start;vertical-align:top;padding:.15em 1em .15em 0;font-weight:600">${escaped(name)}</th><td dir="auto" style="vertical-align:top;padding:.15em 0">${asHtml(value)}</td></tr>`;
