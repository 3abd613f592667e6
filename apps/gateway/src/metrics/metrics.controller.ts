import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  evaluateMetrics,
  getMetricPairs,
  getPlacementMetrics,
  MetricPairs,
  NewMetricEvaluation,
  setMetricPairs,
} from '#libs/contracts';
import { conflict } from '#libs/errors';
import { Caller, Endpoint, IfMatch, members, network, PathId, Services, staff } from '../http/index.js';
import { noPlacement } from '../questions/refusals.js';

@ApiTags('Metric pairs')
@Controller()
export class MetricsController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'See the metric pairs',
    description: 'Which delivery goes with which score of the client, and what both are judged by.',
    rules: ['QN-5', 'QN-6'],
    roles: staff,
    answer: getMetricPairs,
  })
  @Get('metric-pairs')
  getPairs(@Caller() caller: Caller) {
    return this.services.ask(caller, getMetricPairs, {});
  }

  @Endpoint({
    summary: 'Change the metric pairs',
    description: 'Replaces all of them. What is looked at from now on goes by them; open cases stay.',
    rules: ['QN-5', 'QN-6'],
    roles: ['admin'],
    answer: setMetricPairs,
    examples: {
      request: {
        pairs: [
          {
            ...{ key: 'first-answer', name: 'First answers, and “answers fast”' },
            delivery: {
              ...{ kind: 'first-answer', measure: 'minutes', what: 'first answers', counted: 'answers' },
              ...{ green: 80, red: 100, spread: 20, fallPercent: 30, leastSamples: 5 },
            },
            score: { key: 'answers-fast', green: 4, red: 3, spread: 0.5, fallPercent: 12, leastSamples: 4 },
            ...{ certainty: 1.64, windowDays: 28, baselineDays: 84, dueWorkingDays: 3 },
          },
        ],
      },
    },
  })
  @Put('metric-pairs')
  setPairs(
    @Caller() caller: Caller,
    @IfMatch() version: number,
    @Body({ schema: MetricPairs }) { pairs }: z.output<typeof MetricPairs>,
  ) {
    return this.services.ask(caller, setMetricPairs, { version, pairs });
  }

  @Endpoint({
    summary: 'See both sides of a placement',
    description:
      'What was delivered, and what the client says of it: values, colours, baselines, and by week. Of fewer scores than an NPS takes the client and the expert read no average.',
    rules: ['QN-5', 'QN-6', 'QN-2'],
    roles: members,
    of: 'placement',
    answer: getPlacementMetrics,
  })
  @Get('placements/:id/metrics')
  get(@Caller() caller: Caller, @PathId() placementId: string) {
    return this.services.ask(caller, getPlacementMetrics, { placementId });
  }

  @Endpoint({
    summary: 'Look at both sides of a placement now',
    description:
      'As every Monday by itself: a side that falls, or two that disagree, opens a case that says so in words.',
    rules: ['QN-6'],
    roles: network,
    answer: evaluateMetrics,
    errors: [
      noPlacement,
      conflict('quality.placement-ended', 'The placement has ended: there is nothing to watch.', {
        rule: 'QN-6',
        facts: { state: 'ended' },
      }),
    ],
  })
  @Post('metric-evaluations')
  evaluate(
    @Caller() caller: Caller,
    @Body({ schema: NewMetricEvaluation }) evaluation: z.output<typeof NewMetricEvaluation>,
  ) {
    return this.services.ask(caller, evaluateMetrics, evaluation);
  }
}
