import type { z } from 'zod';
import type { AwardStanding } from '#libs/contracts';
import { addMonths, type Day, dayOf, instantOf, monthOf } from '#libs/time';

export interface Standard {
  key: string;
  text: string;
  /** Kinds of proofs. */
  provenBy: string[];
}
/** What one kind of proof says of an expert's month. */
export interface Proof {
  /** A kind of delivery, `complaint` or `nps`. */
  kind: string;
  counted: number;
  missed: { id: string; day: Day }[];
}
export type Standing = Pick<z.output<typeof AwardStanding>, 'won' | 'measured' | 'standards'>;

/**
 * QN-8. A standard is missed by one miss, met by anything else that counts for it, and not measured where nothing does:
 * an expert without hourly updates misses none. That nobody complained needs no proof. Won is what has no missed standard
 * and at least so much measured: 20 punctual shifts, 4 weeks handed in and one update missed: not won, for the updates.
 */
export function standingOf(standards: readonly Standard[], proofs: readonly Proof[], leastMeasured: number): Standing {
  const judged = standards.map(({ key, text, provenBy }) => {
    const of = proofs.filter(({ kind }) => provenBy.includes(kind));
    const missed = of
      .flatMap(({ kind, missed: misses }) => misses.map(({ id, day }) => ({ what: kind, id, day })))
      .toSorted((a, b) => (a.day + a.id < b.day + b.id ? -1 : 1));
    const counted = sum(of);
    const isMeasured = counted > 0 || provenBy.includes('complaint');
    const result: 'met' | 'missed' | 'not-measured' = missed.length ? 'missed' : isMeasured ? 'met' : 'not-measured';
    return { key, text, result, counted, missed };
  });
  const kinds = new Set(standards.flatMap(({ provenBy }) => provenBy));
  const measured = sum(proofs.filter(({ kind }) => kinds.has(kind) && kind !== 'complaint'));
  const won = measured >= leastMeasured && judged.every(({ result }) => result !== 'missed');
  return { won, measured, standards: judged };
}

const sum = (proofs: readonly Proof[]): number => proofs.reduce((all, { counted }) => all + counted, 0);

/** What a standing says: whether it was won, and which standards were missed. Evidence that grows says nothing new. */
export const saysOf = ({ won, standards }: Pick<Standing, 'won' | 'standards'>): string =>
  JSON.stringify([won, standards.filter(({ result }) => result === 'missed').map(({ key }) => key)]);

/** QN-8. The next time after an instant that a month is computed: the 3rd at 06:00 UTC. After March 3rd 06:00: April 3rd. */
export function nextAward(after: Date, { day, time }: { day: number; time: string }): Date {
  const inMonth = (month: Day): Date => instantOf(`${month.slice(0, 8)}${String(day).padStart(2, '0')}`, time, 'UTC');
  const month = monthOf(dayOf(after, 'UTC'));
  const at = inMonth(month);
  return at > after ? at : inMonth(addMonths(month, 1));
}
