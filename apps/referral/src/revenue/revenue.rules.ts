import { invalidField } from '#libs/errors';
import { allocate, divideHalfEven, money } from '#libs/money';
import { addMonths, type Day, monthOf } from '#libs/time';

/** From one month to another, both included: `2026-03`. */
export interface MonthWindow {
  from: string;
  to: string;
}

const monthsByDefault = 12;
const mostMonths = 120;
const earliest = '1900-01';
const whole = 10_000n;

/**
 * RC-7. The months a report is about, the twelve to this one unless named: on 2026-03-15 that's 2025-04 to 2026-03. Refuses
 * 422 `referral.window-reversed` when it ends before it begins, 422 `referral.window-too-long` beyond ten years.
 */
export function windowOf(asked: { from?: string | undefined; to?: string | undefined }, today: Day): MonthWindow {
  const to = asked.to ?? monthOf(today).slice(0, 7);
  const from = asked.from ?? later(earliest, monthsFrom(to, 1 - monthsByDefault));
  if (from > to) throw invalidField('referral.window-reversed', 'from', `must not be after ${to}`, 'RC-7');
  if (monthsFrom(to, -mostMonths) >= from) {
    throw invalidField('referral.window-too-long', 'from', `must be at most ${mostMonths} months back`, 'RC-7');
  }
  return { from, to };
}

/** RC-7. Every month of a window, those without anything among them: 2025-11 to 2026-01 are three. */
export function monthsIn({ from, to }: MonthWindow): string[] {
  const months = [from];
  for (let month = from; month < to;) months.push((month = monthsFrom(month, 1)));
  return months;
}

const monthsFrom = (month: string, by: number): string => addMonths(`${month}-01`, by).slice(0, 7);
const later = (a: string, b: string): string => (a > b ? a : b);

/**
 * RC-7, PL-18. What part each is of the whole, in basis points that sum to 10000; what rounding leaves goes to the largest
 * remainders: 1, 1 and 1 are 3334, 3333 and 3333. Whoever is below zero (more credit notes than invoices) has no part;
 * nobody has one when nothing is above zero.
 */
export function sharesOf(parts: readonly bigint[]): (number | null)[] {
  const weights = parts.map(aboveZero);
  if (!weights.some(Boolean)) return parts.map(() => null);
  // Basis points are allotted as cents are.
  return allocate(money(whole, 'USD'), weights).map(({ minor }) => Number(minor));
}

/**
 * PL-18. The Herfindahl index in ten thousandths, the squared shares summed, rounded once: 10000 is one client alone, 2500
 * are four alike. Null when nothing is above zero.
 */
export function herfindahl(parts: readonly bigint[]): number | null {
  const weights = parts.map(aboveZero);
  const total = sumOf(weights);
  if (!total) return null;
  return Number(divideHalfEven(sumOf(weights.map((weight) => weight * weight)) * whole, total * total));
}

/** PL-18. More than the limit, to the cent: 20 % of the whole is not over a limit of 20 %, a cent more is. */
export const passes = (part: bigint, total: bigint, limitPercent: number): boolean =>
  total > 0n && part * 100n > total * BigInt(limitPercent);

/** RC-7. At least as much comes through references as the benchmark says, to the cent; null without revenue. */
export const meets = (part: bigint, total: bigint, benchmarkPercent: number): boolean | null =>
  total > 0n ? part * 100n >= total * BigInt(benchmarkPercent) : null;

/** What is shared out: without whoever is below zero. */
export const shareable = (parts: readonly bigint[]): bigint => sumOf(parts.map(aboveZero));

export const sumOf = (parts: readonly bigint[]): bigint => parts.reduce((sum, part) => sum + part, 0n);
const aboveZero = (part: bigint): bigint => (part > 0n ? part : 0n);
