import { Module, type Type } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { NetworkModule } from '../network/network.module.js';
import { EvaluationService } from './evaluation.service.js';
import { EvaluationTimers } from './evaluation.timers.js';
import { MetricPairsService } from './metric-pairs.service.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsService } from './metrics.service.js';

export const metricsEntities: Type[] = [];

/** Metric pairs: both sides seen, and watched (QN-5, QN-6). */
@Module({
  imports: [NetworkModule, CasesModule],
  controllers: [MetricsController],
  providers: [MetricPairsService, MetricsService, EvaluationService, EvaluationTimers],
})
export class MetricsModule {}
