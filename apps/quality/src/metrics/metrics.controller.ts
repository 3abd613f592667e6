import { Controller } from '@nestjs/common';
import { evaluateMetrics, getMetricPairs, getPlacementMetrics, setMetricPairs } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { EvaluationService } from './evaluation.service.js';
import { MetricPairsService } from './metric-pairs.service.js';
import { MetricsService } from './metrics.service.js';

@Controller()
export class MetricsController {
  constructor(
    private readonly pairs: MetricPairsService,
    private readonly metrics: MetricsService,
    private readonly evaluation: EvaluationService,
  ) {}

  @Rpc(getMetricPairs)
  getPairs({ actor }: Call<typeof getMetricPairs>) {
    return this.pairs.get(actor);
  }

  @Rpc(setMetricPairs)
  setPairs(call: Call<typeof setMetricPairs>) {
    return this.pairs.set(call);
  }

  @Rpc(getPlacementMetrics)
  get({ actor, input }: Call<typeof getPlacementMetrics>) {
    return this.metrics.get(actor, input.placementId);
  }

  @Rpc(evaluateMetrics)
  evaluate(call: Call<typeof evaluateMetrics>) {
    return this.evaluation.onDemand(call);
  }
}
