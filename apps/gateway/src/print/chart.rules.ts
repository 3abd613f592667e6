/** What a chart is drawn of, in points from its upper left corner; the page and the PDF draw the same. */
export type Shape =
  | { kind: 'bar'; x: number; y: number; width: number; height: number }
  | { kind: 'line'; points: readonly (readonly [number, number])[] }
  | { kind: 'dot'; x: number; y: number }
  | { kind: 'rule'; x: number; y: number; width: number }
  | { kind: 'label'; x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end' };

export interface Chart {
  width: number;
  height: number;
  shapes: readonly Shape[];
  /** The same in words, for whoever can't see it. */
  words: string;
}

export interface Point {
  label: string;
  /** Null: nothing was counted. */
  value: number | null;
}

const width = 480;
const height = 120;
const left = 34;
const foot = 18;
const head = 12;

/** A round number at or above `most`, so that the axis says something: 37 → 40, 122 → 200, 0 → 1. */
export function niceTop(most: number): number {
  if (most <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 10].map((times) => times * unit).find((top) => top >= most - unit * 1e-9)!;
}

interface Frame {
  top: number;
  /** Middle of the place of each point. */
  middles: number[];
  step: number;
  yOf: (value: number) => number;
  axis: Shape[];
}

function frameOf(points: readonly Point[], top: number, unit: string): Frame {
  const step = (width - left) / Math.max(points.length, 1);
  const middles = points.map((_, n) => left + step * (n + 0.5));
  const yOf = (value: number): number => height - foot - (value / top) * (height - foot - head);
  const axis: Shape[] = [0, top / 2, top].flatMap((value): Shape[] => [
    { kind: 'rule', x: left, y: yOf(value), width: width - left },
    { kind: 'label', x: left - 4, y: yOf(value) + 3, text: `${value}${value === top ? unit : ''}`, anchor: 'end' },
  ]);
  const labels = points.map(({ label: text }, n): Shape => ({
    ...{ kind: 'label', x: middles[n]!, y: height - 4, text, anchor: 'middle' },
  }));
  return { top, middles, step, yOf, axis: [...axis, ...labels] };
}

/** Bars from zero up. */
export function barChart(points: readonly Point[], unit = ''): Chart {
  const { middles, step, yOf, axis } = frameOf(points, niceTop(Math.max(0, ...values(points))), unit);
  const bars = points.flatMap(({ value }, n): Shape[] => {
    const y = yOf(Math.max(0, value ?? 0));
    return value ? [{ kind: 'bar', x: middles[n]! - step * 0.3, y, width: step * 0.6, height: yOf(0) - y }] : [];
  });
  return { width, height, shapes: [...axis, ...bars], words: wordsOf(points, unit) };
}

/** A line through what was counted, on a scale from 0 to `top`; no dot where nothing was. */
export function lineChart(points: readonly Point[], top: number, unit = ''): Chart {
  const { middles, yOf, axis } = frameOf(points, top, unit);
  const dots = points.flatMap(({ value }, n) => (value === null ? [] : [[middles[n]!, yOf(value)] as const]));
  const shapes: Shape[] = [
    ...axis,
    ...(dots.length > 1 ? [{ kind: 'line', points: dots } as const] : []),
    ...dots.map(([x, y]): Shape => ({ kind: 'dot', x, y })),
  ];
  return { width, height, shapes, words: wordsOf(points, unit) };
}

const values = (points: readonly Point[]): number[] => points.map(({ value }) => value ?? 0);
const wordsOf = (points: readonly Point[], unit: string): string =>
  points.map(({ label, value }) => `${label}: ${value === null ? 'nothing' : `${value}${unit}`}`).join(', ');
