import type { Shape } from './chart.rules.js';
import { accent, faint } from './paper-colors.js';

type Label = Extract<Shape, { kind: 'label' }>;

/** What a chart is made of, where the paper's origin now is; labels are written by who has the fonts. */
export function drawShapes(doc: PDFKit.PDFDocument, shapes: readonly Shape[], write: (label: Label) => void): void {
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'bar':
        doc.rect(shape.x, shape.y, shape.width, shape.height).fill(accent);
        break;
      case 'line': {
        const [[x, y], ...rest] = shape.points as [readonly [number, number], ...(readonly [number, number])[]];
        doc.moveTo(x, y);
        for (const [nextX, nextY] of rest) doc.lineTo(nextX, nextY);
        doc.lineWidth(1.75).stroke(accent);
        break;
      }
      case 'dot':
        doc.circle(shape.x, shape.y, 2.6).fill(accent);
        break;
      case 'rule':
        doc.rect(shape.x, shape.y - 0.35, shape.width, 0.7).fill(faint);
        break;
      case 'label':
        write(shape);
    }
  }
}
