import type { z } from 'zod';
import type { MetricPair } from '#libs/contracts';

type Pair = z.output<typeof MetricPair>;

const usual = { certainty: 1.64, windowDays: 28, baselineDays: 84, dueWorkingDays: 3 };
const score = { green: 4, red: 3, spread: 0.5, fallPercent: 12, leastSamples: 4 };
const minutes = { measure: 'minutes', green: 80, red: 100, spread: 20, fallPercent: 30, leastSamples: 5 } as const;
const share = { green: 90, red: 75, spread: 15, fallPercent: 15, leastSamples: 5 };

/** QN-5. The two lists side by side; administrators take it from here. */
export const firstMetricPairs: readonly Pair[] = [
  {
    ...{ key: 'first-answer', name: 'First answers, and “answers fast”', ...usual },
    delivery: { kind: 'first-answer', what: 'first answers', counted: 'answers', ...minutes },
    score: { key: 'answers-fast', ...score },
  },
  {
    ...{ key: 'fix', name: 'Fix time, and “fixes fast”', ...usual },
    delivery: { kind: 'fix', what: 'fixes of production bugs', counted: 'fixes', ...minutes },
    score: { key: 'fixes-fast', ...score },
  },
  {
    ...{ key: 'updates-kept', name: 'Promised updates kept, and “understandable”', ...usual },
    delivery: { kind: 'promised-update', measure: 'kept', what: 'promised updates', counted: 'updates', ...share },
    score: { key: 'understandable', ...score },
  },
  {
    ...{ key: 'hours-against-estimate', name: 'Hours against estimate, and “reliable”', ...usual },
    delivery: { kind: 'hours', measure: 'within-estimate', what: 'tasks', counted: 'tasks', ...share },
    score: { key: 'reliable', ...score },
  },
];
