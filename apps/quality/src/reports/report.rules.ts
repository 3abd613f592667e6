import type { Day } from '#libs/time';
import { npsOf } from '../nps/nps.rules.js';
import type { Contents } from './client-report.entity.js';

type Placement = Contents['placements'][number];

interface OfPlacement {
  placementId: string;
}
/** What a month left, summed by the database. */
export interface MonthRows {
  placements: (OfPlacement & { title: string; expertId: string })[];
  weeks: (OfPlacement & { week: Day; minutes: number })[];
  tasks: (OfPlacement & Placement['tasks'][number])[];
  promises: (OfPlacement & Promised)[];
  bugs: (OfPlacement & Placement['bugs']['items'][number] & { reported: boolean })[];
  scores: {
    weeks: { week: Day; asked: number; answered: number; promoters: number; detractors: number; mean: number | null }[];
    /** QN-2. With fewer there is no score. */
    leastAnswers: number;
  };
}
interface Promised {
  kind: 'first-answer' | 'fix' | 'mistake';
  count: number;
  kept: number;
  /** In minutes. */
  mean: number | null;
  promised: number | null;
}

/** QN-12. A month in numbers: each placement's weeks sum to its minutes, as do its tasks. */
export function contentsOf(rows: MonthRows): Contents {
  return { placements: rows.placements.map((placement) => placementOf(placement, rows)), nps: scoreOf(rows.scores) };
}

function placementOf({ placementId, title, expertId }: MonthRows['placements'][number], rows: MonthRows): Placement {
  const mine = <R extends OfPlacement>(all: R[]): Omit<R, 'placementId'>[] =>
    all.filter((row) => row.placementId === placementId).map(({ placementId: _, ...row }) => row);
  const weeks = mine(rows.weeks);
  const promises = new Map(mine(rows.promises).map((promise) => [promise.kind, promise]));
  const [answers, fixes, mistakes] = (['first-answer', 'fix', 'mistake'] as const).map(
    (kind) => promises.get(kind) ?? nothing,
  ) as [Numbers, Numbers, Numbers];
  const bugs = mine(rows.bugs);
  return {
    ...{ placementId, title, expertId, weeks, tasks: mine(rows.tasks) },
    minutes: weeks.reduce((sum, { minutes }) => sum + minutes, 0),
    answers: {
      asked: answers.count,
      inTime: answers.kept,
      meanMinutes: tenth(answers.mean),
      promisedMinutes: tenth(answers.promised),
    },
    bugs: {
      reported: bugs.filter(({ reported }) => reported).length,
      fixed: bugs.filter(({ fixedOn }) => fixedOn !== null).length,
      meanFixMinutes: tenth(fixes.mean),
      items: bugs.map(({ reported: _, ...bug }) => bug),
    },
    mistakes: { told: mistakes.count, inTime: mistakes.kept },
  };
}

type Numbers = Omit<Promised, 'kind'>;
const nothing: Numbers = { count: 0, kept: 0, mean: null, promised: null };
const tenth = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

function scoreOf({ weeks, leastAnswers }: MonthRows['scores']): Contents['nps'] {
  const sum = (of: (week: Week) => number): number => weeks.reduce((total, week) => total + of(week), 0);
  const [answered, promoters, detractors] = [sum((w) => w.answered), sum((w) => w.promoters), sum((w) => w.detractors)];
  const tally = {
    asked: sum(({ asked }) => asked),
    promoters,
    passives: answered - promoters - detractors,
    detractors,
  };
  return {
    ...{ asked: tally.asked, answered, score: npsOf(tally, leastAnswers).score },
    weeks: weeks.map(({ week, answered: count, mean }) => {
      // Everybody at the client reads it: of a few answers each could work out those of the others.
      return { week, answered: count, mean: count < leastAnswers ? null : tenth(mean) };
    }),
  };
}
type Week = MonthRows['scores']['weeks'][number];
