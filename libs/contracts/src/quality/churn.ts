import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy, Version } from '../shapes.js';

// Churn risk (QN-10): staff only

export const ChurnCauseKey = z
  .enum([
    'low-score',
    'falling-score',
    'complaints',
    'broken-promises',
    'open-cases',
    'late-approvals',
    'overdue-one-to-one',
  ])
  .meta({ id: 'ChurnCauseKey' });

export const ChurnRisk = z
  .object({
    placementId: Id,
    title: z.string(),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    accountExecutiveId: Id.nullable(),
    day: Day.meta({ description: 'Counted at the end of that day, UTC; the newest is today’s, counted now' }),
    score: z.int().min(0).max(100).meta({ description: 'The sum of its causes, 100 at most' }),
    causes: z
      .array(z.object({ cause: ChurnCauseKey, points: z.int(), words: z.string() }))
      .meta({ description: 'Most points first; each names the number behind it' }),
  })
  .meta({ id: 'ChurnRisk' });

export const ChurnFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  accountExecutiveId: Id.optional(),
  minimum: z.coerce.number().int().min(0).max(100).optional().meta({ description: 'Of the score' }),
  sort: sortBy(['score'], '-score'),
});
/** Active placements as counted last night. */
export const listChurnRisks = query('quality.list-churn-risks', { input: ChurnFilter, output: listOf(ChurnRisk) });
/** Counted now, with the scores of the nights before for plotting. */
export const getChurnRisk = query('quality.get-churn-risk', {
  input: z.object({ placementId: Id }),
  output: z
    .object({ ...ChurnRisk.shape, series: z.array(z.object({ day: Day, score: z.int() })) })
    .meta({ id: 'ChurnRiskOverTime' }),
});

/** Points for each unit of a cause, and at most. */
const weight = (unit: string) =>
  z.strictObject({ points: z.int().min(0).max(100), most: z.int().min(0).max(100) }).meta({ description: `A ${unit}` });
export const ChurnWeights = z
  .strictObject({
    'low-score': weight('point of the average answer of four weeks below 9'),
    'falling-score': weight('point the average fell against the eight weeks before'),
    complaints: weight('minor open complaint; a serious one counts twice, a critical one four times'),
    'broken-promises': weight('promise broken within four weeks'),
    'open-cases': weight('open case'),
    'late-approvals': weight('week of the last eight that had to approve itself'),
    'overdue-one-to-one': weight('week since the one-to-one with the client was due'),
  })
  .meta({ id: 'ChurnWeights' });
const ChurnWeightsView = z
  .object({ weights: ChurnWeights, version: Version, updatedAt: Instant, updatedBy: z.string() })
  .meta({ id: 'ChurnWeightsView' });
export const getChurnWeights = query('quality.get-churn-weights', { input: z.object({}), output: ChurnWeightsView });
export const setChurnWeights = command('quality.set-churn-weights', {
  input: z.object({ version: Version, weights: ChurnWeights }),
  output: ChurnWeightsView,
});
