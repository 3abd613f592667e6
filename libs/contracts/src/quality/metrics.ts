import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, text, Version } from '../shapes.js';
import { ScoreKey } from './questionnaires.js';

// Metric pairs: what is delivered, and what the client says of it (QN-5, QN-6)

const number = (description: string, max: number) => z.number().min(0).max(max).meta({ description });
const leastSamples = z.int().min(2).max(1_000).meta({ description: 'With fewer, nothing is said and no case opens' });
const fallPercent = number('A fall is at least this much worse than the baseline, in percent of it', 1_000);
const spread = (unit: string) =>
  z
    .number()
    .positive()
    .max(1_000)
    .meta({ description: `Samples are never taken to differ less than this, in ${unit}` });

export const DeliveryMeasure = z.enum(['minutes', 'kept', 'within-estimate']).meta({
  id: 'DeliveryMeasure',
  description: 'Average minutes against the promise; percent of promises kept; percent of tasks within their estimate',
});

/** Bounds of minutes are in percent of the promise, so that one pair fits every contract. */
const DeliverySide = z.strictObject({
  kind: z.enum(['first-answer', 'next-answer', 'promised-update', 'fix', 'mistake', 'hours']),
  measure: DeliveryMeasure,
  what: text(60).meta({ description: 'As a sentence names them', example: 'first answers' }),
  counted: text(30).meta({ description: 'What there are so many of', example: 'answers' }),
  green: number('At least as good as this is green; of minutes, in percent of the promise', 1_000),
  red: number('At least as bad as this is red', 1_000),
  spread: spread('percent'),
  fallPercent,
  leastSamples,
});
const ScoreSide = z.strictObject({
  key: ScoreKey,
  green: z.number().min(1).max(5),
  red: z.number().min(1).max(5),
  spread: spread('points'),
  fallPercent,
  leastSamples,
});

type Sides = { delivery: z.output<typeof DeliverySide>; score: z.output<typeof ScoreSide> };
const isOrdered = ({ delivery: { measure, green, red }, score }: Sides) =>
  score.red < score.green && (measure === 'minutes' ? green < red : red < green);
const isMeasurable = ({ delivery: { kind, measure } }: Sides) => (kind === 'hours') === (measure === 'within-estimate');

export const MetricPair = z
  .strictObject({
    key: z
      .string()
      .max(40)
      .regex(/^[a-z][a-z0-9-]*$/, 'must be lower case words with hyphens')
      .meta({ example: 'first-answer' }),
    name: text(80),
    delivery: DeliverySide,
    score: ScoreSide,
    certainty: number('Standard errors that both sides are widened by before they are compared', 5),
    windowDays: z.int().min(7).max(365),
    baselineDays: z.int().min(7).max(730).meta({ description: 'Before the window' }),
    dueWorkingDays: z.int().min(1).max(30).meta({ description: 'For the owner of a case' }),
  })
  .refine(isOrdered, 'must have its green better than its red, on both sides')
  .refine(isMeasurable, 'must measure hours within the estimate, and nothing else so')
  .meta({ id: 'MetricPair' });

const isOnce = (pairs: { key: string }[]) => new Set(pairs.map(({ key }) => key)).size === pairs.length;
export const MetricPairs = z
  .strictObject({ pairs: z.array(MetricPair).min(1).max(20).refine(isOnce, 'must name each pair once') })
  .meta({ id: 'MetricPairs' });
const MetricPairsView = z
  .object({ ...MetricPairs.shape, version: Version, updatedAt: Instant, updatedBy: z.string() })
  .meta({ id: 'MetricPairsView' });
export const getMetricPairs = query('quality.get-metric-pairs', { input: z.object({}), output: MetricPairsView });
/** An administrator; what is looked at from now on goes by them. */
export const setMetricPairs = command('quality.set-metric-pairs', {
  input: z.object({ version: Version, ...MetricPairs.shape }),
  output: MetricPairsView,
});

const average = z.number().nullable();
export const MetricSide = z
  .object({
    unit: z.enum(['minutes', 'percent', 'score']),
    n: z.int(),
    value: average,
    low: average.meta({ description: 'The true value is hardly lower; the fewer samples, the wider' }),
    high: average,
    since: Day.meta({ description: 'First day of the window' }),
    colour: z
      .enum(['green', 'amber', 'red', 'too-few'])
      .meta({ description: 'Green or red only when low and high both are' }),
    green: average.meta({ description: 'In its unit; null while no promise is known' }),
    red: average,
    promise: average.meta({ description: 'Minutes that were promised' }),
    baseline: z.object({ n: z.int(), value: average }),
    fell: z.boolean().meta({ description: 'Against its own baseline, by more than chance' }),
    weeks: z.array(z.object({ week: Day, n: z.int(), value: z.number() })),
  })
  .meta({ id: 'MetricSide' });

export const PlacementMetrics = z
  .object({
    placementId: Id,
    title: z.string(),
    pairs: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        delivery: MetricSide,
        score: MetricSide,
        words: z.array(z.string()).meta({ description: 'Which numbers fall or disagree; for staff' }),
      }),
    ),
  })
  .meta({ id: 'PlacementMetrics' });
/**
 * Staff, a team lead of its own people; the client and the expert of the placement, who read no average of fewer scores
 * than an NPS takes (QN-2).
 */
export const getPlacementMetrics = query('quality.get-placement-metrics', {
  input: z.object({ placementId: Id }),
  output: PlacementMetrics,
});

export const NewMetricEvaluation = z.strictObject({ placementId: Id }).meta({ id: 'NewMetricEvaluation' });
export const MetricEvaluation = z
  .object({
    placementId: Id,
    findings: z.array(
      z.object({
        pair: z.string(),
        kind: z.enum(['fall', 'mismatch']),
        direction: z.enum(['delivery-green', 'delivery-red', 'delivery-falls', 'score-falls']),
        words: z.string(),
        opened: z.boolean().meta({ description: 'False: a case about it is open, or was closed in this window' }),
      }),
    ),
  })
  .meta({ id: 'MetricEvaluation' });
/** Otherwise weekly by itself. 409 `quality.placement-ended`. */
export const evaluateMetrics = command('quality.evaluate-metrics', {
  input: NewMetricEvaluation,
  output: MetricEvaluation,
});
