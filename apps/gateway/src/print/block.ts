import type { Chart } from './chart.rules.js';

/** A part of what people read or print; the same parts make the page and the PDF. */
export type Block =
  | { kind: 'title'; text: string; under: string }
  | { kind: 'heading'; text: string }
  /** Said loudly, on each page: that it isn't what it looks like. */
  | { kind: 'mark'; text: string }
  /** Short lines side by side, such as addresses. */
  | { kind: 'sides'; sides: readonly { title: string; lines: readonly string[] }[] }
  /** What somebody wrote: its lines are kept. */
  | { kind: 'text'; text: string }
  /** Numbers that matter, side by side. */
  | { kind: 'figures'; figures: readonly { label: string; value: string; note?: string }[] }
  /** To somewhere; paper has none. */
  | { kind: 'link'; text: string; path: string }
  | { kind: 'chart'; title: string; chart: Chart }
  | {
      kind: 'table';
      caption: string;
      columns: readonly Column[];
      rows: readonly (readonly string[])[];
      sums?: readonly (readonly string[])[];
    };

export interface Column {
  title: string;
  /** Of the width; together 1. */
  share: number;
  /** Aligned to the right. */
  numeric?: boolean;
}
