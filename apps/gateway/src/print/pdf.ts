import Document from 'pdfkit';
import type { Block, Column } from './block.js';
import type { Chart } from './chart.rules.js';
import { accent, faint, soft } from './paper-colors.js';
import { drawShapes } from './pdf-chart.js';
import { PdfText, type Style } from './pdf-text.js';

const margin = 56;
const leading = 1.4;

/** Blocks on A4, with a header on each page and its number. */
export function pdfOf(about: { title: string; network: string }, blocks: readonly Block[]): Promise<Buffer> {
  const paper = new Paper(about);
  for (const block of blocks) paper.write(block);
  return paper.finish();
}

class Paper {
  private readonly doc: PDFKit.PDFDocument;
  private readonly text: PdfText;
  private readonly width: number;
  private readonly bottom: number;
  private y = margin + 16;
  private mark = '';

  constructor(private readonly about: { title: string; network: string }) {
    const info = { Title: about.title, Author: about.network };
    this.doc = new Document({ size: 'A4', margin: 0, bufferPages: true, info, lang: 'en' });
    this.text = new PdfText(this.doc);
    this.width = this.doc.page.width - 2 * margin;
    this.bottom = this.doc.page.height - margin;
  }

  write(block: Block): void {
    switch (block.kind) {
      case 'title':
        this.lines(block.text, { size: 22, weight: 700 });
        return this.lines(block.under, { size: 11, color: soft }, 14);
      case 'heading':
        // Never the last thing on a page.
        this.need(130);
        this.y += 14;
        this.lines(block.text, { size: 13, weight: 700 }, 2);
        this.doc.rect(margin, this.y, this.width, 1.2).fill(accent);
        this.y += 9;
        return;
      case 'mark':
        this.mark = block.text;
        return;
      case 'sides':
        return this.sides(block.sides);
      case 'text':
        return this.lines(block.text, { size: 10 }, 8);
      case 'figures':
        return this.figures(block.figures);
      case 'chart':
        return this.chart(block.title, block.chart);
      case 'table':
        return this.table(block);
      case 'link':
    }
  }

  finish(): Promise<Buffer> {
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.doc.switchToPage(start + page);
      this.header();
      this.text.line(`${page + 1} of ${count}`, margin + this.width, this.bottom + 18, { size: 8, color: soft }, 'end');
      this.across();
    }
    const chunks: Buffer[] = [];
    const bytes = new Promise<Buffer>((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
    this.doc.end();
    return bytes;
  }

  /** Whose it is, as far as there is room for it, and what it is. */
  private header(): void {
    const { network, title } = this.about;
    const [ours, its] = [{ size: 8, weight: 700, color: accent } as const, { size: 8, color: soft }];
    const [name = '', ...more] = this.text.wrapped(network, ours, this.width - this.text.width(title, its) - 32);
    this.text.line(more.length ? `${name} …` : name, margin, margin - 20, ours);
    this.text.line(title, margin + this.width, margin - 20, its, 'end');
  }

  private across(): void {
    const [x, y] = [this.doc.page.width / 2, this.doc.page.height / 2];
    this.doc
      .save()
      .rotate(-50, { origin: [x, y] })
      .fillOpacity(0.12);
    this.text.line(this.mark, x, y - 70, { size: 100, weight: 700, color: soft }, 'middle');
    this.doc.restore();
  }

  /** A new page unless so much is left of this one. */
  private need(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.doc.addPage();
    this.y = margin + 16;
    return true;
  }

  private lines(text: string, style: Style, after = 4): void {
    for (const line of this.text.wrapped(text, style, this.width)) {
      this.need(style.size * leading);
      this.text.line(line, margin, this.y, style);
      this.y += style.size * leading;
    }
    this.y += after;
  }

  private figures(figures: (Block & { kind: 'figures' })['figures']): void {
    const [gap, height] = [10, figures.some(({ note }) => note) ? 60 : 44];
    const across = Math.min(5, figures.length);
    const width = (this.width - gap * (across - 1)) / across;
    for (let from = 0; from < figures.length; from += across) {
      this.need(height + gap);
      figures.slice(from, from + across).forEach(({ label, value, note = '' }, n) => {
        const x = margin + n * (width + gap);
        this.doc.roundedRect(x, this.y, width, height, 4).fill('#f3f6f9');
        this.text.line(label, x + 9, this.y + 7, { size: 8, color: soft });
        this.text.line(value, x + 9, this.y + 18, { size: 13, weight: 700 });
        const small = { size: 7, color: soft };
        this.text
          .wrapped(note, small, width - 14)
          .forEach((line, row) => this.text.line(line, x + 9, this.y + 37 + row * 9, small));
      });
      this.y += height + gap;
    }
  }

  private sides(sides: (Block & { kind: 'sides' })['sides']): void {
    const [gap, size] = [20, 10];
    const width = (this.width - gap * (sides.length - 1)) / sides.length;
    const texts = sides.map(({ lines }) => this.text.wrapped(lines.join('\n'), { size }, width));
    const height = 16 + Math.max(...texts.map(({ length }) => length)) * size * leading;
    this.need(height);
    sides.forEach(({ title }, n) => {
      const x = margin + n * (width + gap);
      this.text.line(title, x, this.y, { size: 8.5, color: soft });
      texts[n]!.forEach((line, row) => this.text.line(line, x, this.y + 14 + row * size * leading, { size }));
    });
    this.y += height + 10;
  }

  private chart(title: string, { width, height, shapes }: Chart): void {
    this.need(height + 26);
    this.lines(title, { size: 9, color: soft }, 2);
    const scale = this.width / width;
    this.doc.save().translate(margin, this.y).scale(scale);
    drawShapes(this.doc, shapes, ({ text, x, y, anchor }) =>
      this.text.line(text, x, y - 9, { size: 8, color: soft }, anchor),
    );
    this.doc.restore();
    this.y += height * scale + 10;
  }

  private table({ caption, columns, rows, sums = [] }: Block & { kind: 'table' }): void {
    this.need(64);
    this.lines(caption, { size: 9, color: soft }, 2);
    const head = columns.map(({ title }) => title);
    this.row(head, columns, { size: 8.5, weight: 700 });
    const heightOf = (cells: readonly string[]): number => this.rowHeight(cells, columns, { size: 9 });
    const sumsHeight = sums.reduce((height, cells) => height + heightOf(cells), 0);
    rows.forEach((cells, n) => {
      // Sums stay together, and with the row above them.
      const isNewPage = this.need(heightOf(cells) + (n === rows.length - 1 ? sumsHeight : 0));
      if (isNewPage) this.row(head, columns, { size: 8.5, weight: 700 });
      this.row(cells, columns, { size: 9 });
    });
    sums.forEach((cells, n) => {
      this.need(heightOf(cells));
      this.row(cells, columns, { size: 9, weight: n === sums.length - 1 ? 700 : 400 });
    });
    this.y += 8;
  }

  private rowHeight(cells: readonly string[], columns: readonly Column[], style: Style): number {
    const lines = cells.map((cell, n) => this.text.wrapped(cell, style, columns[n]!.share * this.width - 8).length);
    return Math.max(1, ...lines) * style.size * leading + 6;
  }

  private row(cells: readonly string[], columns: readonly Column[], style: Style): void {
    let x = margin;
    cells.forEach((cell, n) => {
      const { share, numeric } = columns[n]!;
      const width = share * this.width;
      this.text.wrapped(cell, style, width - 8).forEach((line, row) => {
        const y = this.y + 3 + row * style.size * leading;
        this.text.line(line, numeric ? x + width : x, y, style, numeric ? 'end' : 'start');
      });
      x += width;
    });
    this.y += this.rowHeight(cells, columns, style);
    this.doc.rect(margin, this.y - 0.5, this.width, 0.5).fill(faint);
  }
}
