import type { Ground } from './ground.js';

/** Measures one path and its rivals, in one run. */
export type Bench = (ground: Ground) => Promise<Report>;

export interface Report {
  /** What is measured, in one line. */
  about: string;
  figures: Figure[];
}

export interface Figure {
  path: string;
  value: number;
  unit: '/s' | 'ms' | 's';
  /** What the design asks for, as `below 1 ms`. */
  aim?: string;
  /** This value divided by another path's. */
  ratios?: Ratio[];
}

export interface Ratio {
  to: string;
  value: number;
  aim?: string;
}

export function table(name: string, { about, figures }: Report): string {
  const paths = Math.max(...figures.map(({ path }) => path.length));
  const values = Math.max(...figures.map((figure) => amount(figure).length));
  const lines = figures.map((figure) => {
    const { path, aim, ratios = [] } = figure;
    const beside = ratios.map((ratio) => `${short(ratio.value)} × ${ratio.to}${inBrackets(ratio.aim)}`).join(', ');
    return `  ${path.padEnd(paths)}  ${amount(figure).padStart(values)}${inBrackets(aim)}  ${beside}`.trimEnd();
  });
  return [`${name}: ${about}`, ...lines].join('\n');
}

export const jsonLines = (bench: string, { figures }: Report): string[] =>
  figures.map((figure) => {
    const ratios = figure.ratios?.map((ratio) => ({ ...ratio, value: round(ratio.value) }));
    return JSON.stringify({ bench, ...figure, value: round(figure.value), ratios });
  });

const inBrackets = (aim?: string): string => (aim ? ` (${aim})` : '');
const amount = ({ value, unit }: Figure): string => `${short(value)}${unit === '/s' ? unit : ` ${unit}`}`;
const short = (value: number): string => round(value).toLocaleString('en');
/** Three digits that count. */
const round = (value: number): number => (value >= 1_000 ? Math.round(value / 10) * 10 : Number(value.toPrecision(3)));
