import type { z } from 'zod';
import type { ChurnCauseKey, ChurnWeights } from '#libs/contracts';

export type Cause = z.output<typeof ChurnCauseKey>;
export type Weights = z.output<typeof ChurnWeights>;

interface Answers {
  count: number;
  /** From 0 to 10; null without any. */
  mean: number | null;
}

/** What is known of a placement on a day. */
export interface ChurnFacts {
  /** Of the last four weeks, and of the eight before. */
  recent: Answers;
  earlier: Answers;
  /** Open ones. */
  complaints: { minor: number; serious: number; critical: number };
  /** Within four weeks. */
  brokenPromises: number;
  openCases: number;
  /** Of the last eight weeks. */
  weeksApprovedByThemselves: number;
  /** Since the one-to-one with the client was due; 0 when it wasn't. */
  oneToOneOverdueDays: number;
}

export interface CountedCause {
  cause: Cause;
  points: number;
  words: string;
}

const highest = 100;
/** Under which an answer starts to count against us: promoters say 9 or 10. */
const content = 9;

/**
 * QN-10. Why a client might leave, from 0 to 100: units of each cause times its points, at most its most; the least
 * causes give way where the sum would pass 100, so the parts always sum to the score. An average of 5 from the last three
 * answers, with 6 points for each one below 9, is 24 points.
 */
export function churnRisk(facts: ChurnFacts, weights: Weights): { score: number; causes: CountedCause[] } {
  const counted = causesOf(facts)
    .map(({ cause, units, words }) => ({ cause, words, points: pointsOf(units, weights[cause]) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points);
  let left = highest;
  const causes = counted.flatMap(({ cause, points, words }) => {
    const given = Math.min(points, left);
    left -= given;
    return given > 0 ? [{ cause, points: given, words }] : [];
  });
  return { score: highest - left, causes };
}

const pointsOf = (units: number, { points, most }: Weights[Cause]): number =>
  Math.min(most, Math.round(Math.max(0, units) * points));

function causesOf(facts: ChurnFacts): { cause: Cause; units: number; words: string }[] {
  const { recent, earlier, complaints, brokenPromises, openCases, weeksApprovedByThemselves: weeks } = facts;
  const open = complaints.minor + complaints.serious + complaints.critical;
  const comparable = recent.mean !== null && earlier.mean !== null && Math.min(recent.count, earlier.count) >= 2;
  const overdue = facts.oneToOneOverdueDays;
  return [
    {
      cause: 'low-score',
      units: recent.mean === null ? 0 : content - recent.mean,
      words: `Answers of the last four weeks average ${tenth(recent.mean)} of 10 (${counted(recent.count, 'answer')}).`,
    },
    {
      cause: 'falling-score',
      units: comparable ? earlier.mean! - recent.mean! : 0,
      words: `Answers fell to ${tenth(recent.mean)} on average, from ${tenth(earlier.mean)} in the eight weeks before.`,
    },
    {
      cause: 'complaints',
      units: complaints.minor + 2 * complaints.serious + 4 * complaints.critical,
      words: `${sentence(counted(open, 'open complaint'))}: ${severities(complaints)}.`,
    },
    {
      cause: 'broken-promises',
      units: brokenPromises,
      words: `${sentence(counted(brokenPromises, 'promise'))} broken in the last four weeks.`,
    },
    {
      cause: 'open-cases',
      units: openCases,
      words: `${sentence(counted(openCases, 'case'))} open: what somebody has yet to look into.`,
    },
    {
      cause: 'late-approvals',
      units: weeks,
      words: `${sentence(counted(weeks, 'week'))} of the last eight approved by nobody, so by itself.`,
    },
    {
      cause: 'overdue-one-to-one',
      units: overdue / 7,
      words: `The one-to-one with the client is ${counted(overdue, 'day')} overdue.`,
    },
  ];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const tenth = (mean: number | null): string => (mean ?? 0).toFixed(1);
const severities = (complaints: ChurnFacts['complaints']): string =>
  (['critical', 'serious', 'minor'] as const)
    .filter((severity) => complaints[severity] > 0)
    .map((severity) => `${complaints[severity]} ${severity}`)
    .join(', ');
