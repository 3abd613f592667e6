import { document, escaped } from '../html/document.js';
import type { Block, Column } from './block.js';
import type { Chart, Shape } from './chart.rules.js';

const style = `
:root { color-scheme: light }
body { margin: 0 auto; max-width: 48rem; padding: 2rem 1.25rem 4rem; font: 1rem/1.55 "Noto Sans", system-ui, sans-serif; color: #1a1f24; background: #fff }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2 } h2 { margin: 2.25rem 0 .5rem; font-size: 1.2rem; border-bottom: 2px solid #0b5394; padding-bottom: .2rem }
.under { margin: .25rem 0 1.5rem; color: #4a545e } .words { white-space: pre-wrap; overflow-wrap: anywhere }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0 }
.figures div { flex: 1 1 9rem; box-sizing: border-box; background: #f3f6f9; border-radius: .5rem; padding: .75rem .9rem } dt { font-size: .85rem; color: #4a545e } dd { margin: 0; font-size: 1.15rem; font-weight: 650; white-space: nowrap }
dd small { display: block; font-size: .8rem; font-weight: 400; color: #4a545e; white-space: normal }
figure { margin: 1rem 0 } figcaption, caption { text-align: start; font-size: .9rem; color: #4a545e; margin-bottom: .35rem } svg { width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 } th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #d5dbe1; overflow-wrap: anywhere } td { white-space: pre-line } td:first-child { min-width: 1.75rem }
th { font-size: .85rem } .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; padding-inline: .75rem 0 }
tfoot td { border: 0; padding-top: .2rem; padding-bottom: .2rem } tfoot tr:last-child td { font-weight: 700; border-top: 2px solid #0b5394 }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1.25rem; margin: 1rem 0 } .sides h3 { margin: 0 0 .25rem; font-size: .85rem; font-weight: 400; color: #4a545e } .sides p { margin: 0; white-space: pre-line; overflow-wrap: anywhere }
.mark { border: 3px solid #b45309; color: #b45309; padding: .5rem .9rem; font-weight: 700; letter-spacing: .08em }
a { color: #0b5394 }
@media print { .link { display: none } tfoot { display: table-row-group } body { padding: 0; max-width: none } h2, figure, .figures { break-after: avoid } tr { break-inside: avoid } }`;

/** A page that reads on a phone, prints, and needs no script. */
export const htmlOf = (title: string, blocks: readonly Block[]): string =>
  document({ title, style, main: blocks.map(blockHtml).join('\n') });

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `<h1 dir="auto">${escaped(block.text)}</h1>\n<p class="under" dir="auto">${escaped(block.under)}</p>`;
    case 'heading':
      return `<h2 dir="auto">${escaped(block.text)}</h2>`;
    case 'mark':
      return `<p class="mark" role="note">${escaped(block.text)}</p>`;
    case 'sides':
      return `<div class="sides">${block.sides.map(sideHtml).join('')}</div>`;
    case 'text':
      return `<p class="words" dir="auto">${escaped(block.text)}</p>`;
    case 'link':
      return `<p class="link"><a href="${escaped(block.path)}">${escaped(block.text)}</a></p>`;
    case 'figures':
      return `<dl class="figures">${block.figures
        .map(
          ({ label, value, note }) =>
            `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}${note ? `<small>${escaped(note)}</small>` : ''}</dd></div>`,
        )
        .join('')}</dl>`;
    case 'chart':
      return `<figure><figcaption>${escaped(block.title)}</figcaption>${svgOf(block.title, block.chart)}</figure>`;
    case 'table':
      return `<table><caption>${escaped(block.caption)}</caption>
<thead><tr>${block.columns.map((column) => `<th scope="col"${numeric(column)}>${escaped(column.title)}</th>`).join('')}</tr></thead>
<tbody>${rowsHtml(block.rows, block.columns)}</tbody>${block.sums ? `\n<tfoot>${rowsHtml(block.sums, block.columns)}</tfoot>` : ''}</table>`;
  }
}

const sideHtml = ({ title, lines }: { title: string; lines: readonly string[] }): string =>
  `<div><h3>${escaped(title)}</h3><p dir="auto">${escaped(lines.join('\n'))}</p></div>`;

const numeric = (column: Column | undefined): string => (column?.numeric ? ' class="number"' : '');
const rowsHtml = (rows: readonly (readonly string[])[], columns: readonly Column[]): string =>
  rows.map((row) => rowHtml(row, columns)).join('\n');
const rowHtml = (row: readonly string[], columns: readonly Column[]): string =>
  `<tr>${row.map((cell, n) => `<td dir="auto"${numeric(columns[n])}>${escaped(cell)}</td>`).join('')}</tr>`;

const svgOf = (title: string, { width, height, shapes, words }: Chart): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${title}. ${words}`)}" font-size="9">${shapes
    .map(shapeSvg)
    .join('')}</svg>`;

function shapeSvg(shape: Shape): string {
  switch (shape.kind) {
    case 'bar':
      return `<rect x="${at(shape.x)}" y="${at(shape.y)}" width="${at(shape.width)}" height="${at(shape.height)}" rx="1.5" fill="#0b5394"/>`;
    case 'line':
      return `<polyline points="${shape.points.map(([x, y]) => `${at(x)},${at(y)}`).join(' ')}" fill="none" stroke="#0b5394" stroke-width="1.75"/>`;
    case 'dot':
      return `<circle cx="${at(shape.x)}" cy="${at(shape.y)}" r="2.6" fill="#0b5394"/>`;
    case 'rule':
      return `<path d="M${at(shape.x)} ${at(shape.y)}h${at(shape.width)}" stroke="#d5dbe1" stroke-width=".75"/>`;
    case 'label':
      return `<text x="${at(shape.x)}" y="${at(shape.y)}" text-anchor="${shape.anchor}" fill="#4a545e">${escaped(shape.text)}</text>`;
  }
}

const at = (place: number): number => Math.round(place * 100) / 100;
