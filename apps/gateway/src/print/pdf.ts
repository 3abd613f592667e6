import Document from 'pdfkit';
import type { Block, Column } from './block.js';
import type { Chart, Shape } from './chart.rules.js';
import { fontFiles, type Run, runsOf, type Weight } from './noto-sans.js';

const ink = '#1a1f24';
const soft = '#4a545e';
const accent = '#0b5394';
const faint = '#d5dbe1';
const margin = 56;
const leading = 1.4;

interface Style {
  size: number;
  weight?: Weight;
  color?: string;
}
type Anchor = 'start' | 'middle' | 'end';

/** Blocks on A4, with a header on each page and its number. */
export function pdfOf(about: { title: string; network: string }, blocks: readonly Block[]): Promise<Buffer> {
  const paper = new Paper(about);
  for (const block of blocks) paper.write(block);
  return paper.finish();
}

class Paper {
  private readonly doc: PDFKit.PDFDocument;
  private readonly width: number;
  private readonly bottom: number;
  private y = margin + 16;

  constructor(private readonly about: { title: string; network: string }) {
    const info = { Title: about.title, Author: about.network };
    this.doc = new Document({ size: 'A4', margin: 0, bufferPages: true, info, lang: 'en' });
    for (const [name, file] of fontFiles) this.doc.registerFont(name, file);
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
        this.need(90);
        this.y += 14;
        this.lines(block.text, { size: 13, weight: 700 }, 2);
        this.doc.rect(margin, this.y, this.width, 1.2).fill(accent);
        this.y += 9;
        return;
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
      this.line(this.about.network, margin, margin - 20, { size: 8, weight: 700, color: accent });
      this.line(this.about.title, margin + this.width, margin - 20, { size: 8, color: soft }, 'end');
      this.line(`${page + 1} of ${count}`, margin + this.width, this.bottom + 18, { size: 8, color: soft }, 'end');
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

  /** A new page unless so much is left of this one. */
  private need(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.doc.addPage();
    this.y = margin + 16;
    return true;
  }

  private lines(text: string, style: Style, after = 4): void {
    for (const line of this.wrapped(text, style, this.width)) {
      this.need(style.size * leading);
      this.line(line, margin, this.y, style);
      this.y += style.size * leading;
    }
    this.y += after;
  }

  private figures(figures: (Block & { kind: 'figures' })['figures']): void {
    const [gap, height] = [10, 60];
    const across = Math.min(5, figures.length);
    const width = (this.width - gap * (across - 1)) / across;
    for (let from = 0; from < figures.length; from += across) {
      this.need(height + gap);
      figures.slice(from, from + across).forEach(({ label, value, note = '' }, n) => {
        const x = margin + n * (width + gap);
        this.doc.roundedRect(x, this.y, width, height, 4).fill('#f3f6f9');
        this.line(label, x + 9, this.y + 7, { size: 8, color: soft });
        this.line(value, x + 9, this.y + 18, { size: 13, weight: 700 });
        const small = { size: 7, color: soft };
        this.wrapped(note, small, width - 14).forEach((line, row) =>
          this.line(line, x + 9, this.y + 37 + row * 9, small),
        );
      });
      this.y += height + gap;
    }
  }

  private chart(title: string, { width, height, shapes }: Chart): void {
    this.need(height + 26);
    this.lines(title, { size: 9, color: soft }, 2);
    const scale = this.width / width;
    this.doc.save().translate(margin, this.y).scale(scale);
    for (const shape of shapes) this.shape(shape);
    this.doc.restore();
    this.y += height * scale + 10;
  }

  private shape(shape: Shape): void {
    switch (shape.kind) {
      case 'bar':
        return void this.doc.rect(shape.x, shape.y, shape.width, shape.height).fill(accent);
      case 'line': {
        const [[x, y], ...rest] = shape.points as [readonly [number, number], ...(readonly [number, number])[]];
        this.doc.moveTo(x, y);
        for (const [nextX, nextY] of rest) this.doc.lineTo(nextX, nextY);
        return void this.doc.lineWidth(1.75).stroke(accent);
      }
      case 'dot':
        return void this.doc.circle(shape.x, shape.y, 2.6).fill(accent);
      case 'rule':
        return void this.doc.rect(shape.x, shape.y - 0.35, shape.width, 0.7).fill(faint);
      case 'label':
        return this.line(shape.text, shape.x, shape.y - 9, { size: 8, color: soft }, shape.anchor);
    }
  }

  private table({ caption, columns, rows }: Block & { kind: 'table' }): void {
    this.need(64);
    this.lines(caption, { size: 9, color: soft }, 2);
    const head = columns.map(({ title }) => title);
    this.row(head, columns, { size: 8.5, weight: 700 });
    for (const cells of rows) {
      const isNewPage = this.need(this.rowHeight(cells, columns, 9));
      if (isNewPage) this.row(head, columns, { size: 8.5, weight: 700 });
      this.row(cells, columns, { size: 9 });
    }
    this.y += 8;
  }

  private rowHeight(cells: readonly string[], columns: readonly Column[], size: number): number {
    const lines = cells.map((cell, n) => this.wrapped(cell, { size }, columns[n]!.share * this.width - 8).length);
    return Math.max(1, ...lines) * size * leading + 6;
  }

  private row(cells: readonly string[], columns: readonly Column[], style: Style): void {
    let x = margin;
    cells.forEach((cell, n) => {
      const { share, numeric } = columns[n]!;
      const width = share * this.width;
      this.wrapped(cell, style, width - 8).forEach((line, row) => {
        const y = this.y + 3 + row * style.size * leading;
        this.line(line, numeric ? x + width : x, y, style, numeric ? 'end' : 'start');
      });
      x += width;
    });
    this.y += this.rowHeight(cells, columns, style.size);
    this.doc.rect(margin, this.y - 0.5, this.width, 0.5).fill(faint);
  }

  /** One line, whatever its scripts. */
  private line(text: string, x: number, y: number, style: Style, anchor: Anchor = 'start'): void {
    const runs = runsOf(text, style.weight ?? 400);
    const widths = runs.map((run) => this.widthOf(run, style.size));
    const width = widths.reduce((sum, each) => sum + each, 0);
    let from = anchor === 'start' ? x : x - width / (anchor === 'middle' ? 2 : 1);
    this.doc.fillColor(style.color ?? ink);
    runs.forEach((run, n) => {
      this.doc.font(run.font).fontSize(style.size).text(run.text, from, y, { lineBreak: false });
      from += widths[n]!;
    });
  }

  private widthOf({ font, text }: Run, size: number): number {
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }

  private wrapped(text: string, { size, weight = 400 }: Style, width: number): string[] {
    const fits = (line: string): boolean =>
      runsOf(line, weight).reduce((sum, run) => sum + this.widthOf(run, size), 0) <= width;
    return text.split('\n').flatMap((paragraph) => {
      const lines = [''];
      for (const word of paragraph.split(/\s+/)) {
        const line = lines.at(-1)!;
        const longer = line ? `${line} ${word}` : word;
        if (fits(longer)) lines[lines.length - 1] = longer;
        else lines.splice(line ? lines.length : 0, line ? 0 : 1, ...pieces(word, fits));
      }
      return lines;
    });
  }
}

/** A word that is wider than the line itself, cut. */
function pieces(word: string, fits: (line: string) => boolean): string[] {
  const cut: string[] = [''];
  for (const letter of word) {
    if (fits(cut.at(-1)! + letter)) cut[cut.length - 1] += letter;
    else cut.push(letter);
  }
  return cut;
}
