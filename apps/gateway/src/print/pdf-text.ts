import { fontFiles, type Run, runsOf, type Weight } from './noto-sans.js';
import { ink } from './paper-colors.js';
import { wrapped } from './wrap.rules.js';

export interface Style {
  size: number;
  weight?: Weight;
  color?: string;
}
export type Anchor = 'start' | 'middle' | 'end';

/** Writes and measures text of any script, each stretch in the font that has it. */
export class PdfText {
  constructor(private readonly doc: PDFKit.PDFDocument) {
    for (const [name, file] of fontFiles) doc.registerFont(name, file);
  }

  /** One line, whatever its scripts. */
  line(text: string, x: number, y: number, style: Style, anchor: Anchor = 'start'): void {
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

  width(text: string, { size, weight = 400 }: Style): number {
    return runsOf(text, weight).reduce((sum, run) => sum + this.widthOf(run, size), 0);
  }

  wrapped(text: string, style: Style, width: number): string[] {
    return wrapped(text, (line) => this.width(line, style) <= width);
  }

  private widthOf({ font, text }: Run, size: number): number {
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }
}
