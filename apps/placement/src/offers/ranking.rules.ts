import { type Day, daysBetween } from '#libs/time';
import { skillKey } from '../skill.rules.js';
import type { Priority } from '../first-refusal/first-refusal.rules.js';
import type { RateZone, RequiredSkill, Skill } from '../types.js';
import { overlapMinutes } from './overlap.rules.js';

export type Factor = 'skill-fit' | 'zone' | 'time-zone-overlap' | 'availability' | 'priority-right';

/** Data: how many points a factor can give, and what earns all of them. */
export interface Weight {
  factor: Factor;
  points: number;
  /** Years over the minimum, hours of overlap, days too late at which nothing is left; of no use to the other two. */
  scale: number;
}

export interface RankedNeed {
  skills: readonly RequiredSkill[];
  rateZone: RateZone;
  hoursPerWeek: number;
  startsOn: Day;
  /** The client's. */
  timeZone: string;
}

export interface Candidate {
  id: string;
  offeredAt: Date;
  skills: readonly Skill[];
  rateZone: RateZone;
  timeZone: string;
  hoursPerWeek: number;
  earliestStart: Day;
  /** RC-6. */
  priority: Priority;
}

export interface Rank {
  position: number;
  points: number;
  because: { factor: Factor; points: number; detail: string }[];
}

interface Judgement {
  /** From 0 to 1. */
  share: number;
  detail: string;
}

const judge: Record<Factor, (need: RankedNeed, candidate: Candidate, scale: number) => Judgement> = {
  'skill-fit': ({ skills: required }, { skills }, scale) => {
    const years = new Map(skills.map((skill) => [skillKey(skill.name), skill.years]));
    const over = required.map(({ name, minimumYears }) => ({
      name,
      years: (years.get(skillKey(name)) ?? 0) - minimumYears,
    }));
    const share = over.reduce((sum, each) => sum + within(each.years, scale), 0) / over.length;
    const detail = over.map(({ name, years: more }) =>
      more < 0 ? `${name}: ${plain(-more)} years short` : `${name}: ${plain(more)} years over the minimum`,
    );
    return { share, detail: `${detail.join(', ')} (${plain(scale)} over count in full)` };
  },

  zone: ({ rateZone }, candidate) =>
    candidate.rateZone === rateZone
      ? { share: 1, detail: `Located in the zone asked for, ${rateZone}` }
      : { share: 0, detail: `Located in ${candidate.rateZone}, not in ${rateZone}` },

  'time-zone-overlap': ({ startsOn, timeZone }, candidate, scale) => {
    const hours = overlapMinutes(startsOn, timeZone, candidate.timeZone) / 60;
    const detail = `${plain(hours)} working hours a day in common (${candidate.timeZone} and ${timeZone})`;
    return { share: within(hours, scale), detail };
  },

  availability: ({ startsOn, hoursPerWeek }, candidate, scale) => {
    const daysLate = Math.max(0, daysBetween(startsOn, candidate.earliestStart));
    const start = daysLate ? `Can start ${daysLate} days late` : 'Can start on time';
    return {
      share: within(scale - daysLate, scale) * within(candidate.hoursPerWeek, hoursPerWeek),
      detail: `${start}, ${candidate.hoursPerWeek} of ${hoursPerWeek} hours a week`,
    };
  },

  'priority-right': (_, { priority }) => ({ share: priority === 'used' ? 1 : 0, detail: priorityWords[priority] }),
};

/** RC-6, in words the client may read: why somebody comes first, never what it earns. */
const priorityWords: Record<Priority, string> = {
  used: 'Brought this client: right of first refusal, used in time',
  late: 'Brought this client: right of first refusal, not used in time',
  waived: 'Brought this client: right of first refusal, waived',
  none: 'No right of first refusal',
};

/**
 * PL-7. Candidates, best first, each with what every factor gave and why. The same input always gives the same order:
 * equal points go by who offered first, then by id. Nothing here depends on pay, so that a client may read all of it.
 */
export function rank<C extends Candidate>(
  need: RankedNeed,
  candidates: readonly C[],
  weights: readonly Weight[],
): { candidate: C; rank: Rank }[] {
  return candidates
    .map((candidate) => ({ candidate, ...score(need, candidate, weights) }))
    .toSorted((a, b) => b.hundredths - a.hundredths || before(a.candidate, b.candidate))
    .map(({ candidate, hundredths, because }, index) => ({
      candidate,
      rank: { position: index + 1, points: hundredths / 100, because },
    }));
}

/** In whole hundredths of a point, so that the parts sum to the whole. */
function score(need: RankedNeed, candidate: Candidate, weights: readonly Weight[]) {
  const parts = weights.map(({ factor, points, scale }) => {
    const { share, detail } = judge[factor](need, candidate, scale);
    return { factor, hundredths: Math.round(share * points * 100), detail };
  });
  return {
    hundredths: parts.reduce((sum, part) => sum + part.hundredths, 0),
    because: parts.map(({ factor, hundredths, detail }) => ({ factor, points: hundredths / 100, detail })),
  };
}

const before = (a: Candidate, b: Candidate): number => +a.offeredAt - +b.offeredAt || (a.id < b.id ? -1 : 1);

/** `value` as a share of `whole`, from 0 to 1. */
const within = (value: number, whole: number): number => Math.min(1, Math.max(0, value / whole));

const plain = (value: number): string => String(Math.round(value * 10) / 10);
