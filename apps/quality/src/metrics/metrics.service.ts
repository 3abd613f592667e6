import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Actor, isStaff } from '#libs/access';
import type { MetricSide, PlacementMetrics } from '#libs/contracts';
import { addDays, Clock, type Day, dayOf } from '#libs/time';
import { Circle } from '../network/circle.js';
import { leastAnswers } from '../nps/least-answers.js';
import { fell } from './fall.rules.js';
import { withoutFew } from './few-scores.rules.js';
import { findingsOf, type SideStats } from './finding.rules.js';
import { colourOf, deliveryYardstick, interval, scoreYardstick, type Unit, type Yardstick } from './measure.rules.js';
import { MetricPairsService } from './metric-pairs.service.js';
import { statsOf, type WeekOfSide, weeksOf } from './samples.js';

type SideView = z.output<typeof MetricSide>;

interface SideToShow {
  unit: Unit;
  stats: SideStats;
  by: Yardstick | null;
  promise: number | null;
  since: Day;
  weeks: WeekOfSide[];
}

/** QN-5. Both lists of a placement, side by side. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly circle: Circle,
    private readonly pairs: MetricPairsService,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, placementId: string): Promise<z.output<typeof PlacementMetrics>> {
    const on = this.dataSource.manager;
    const { title, timeZone } = await this.circle.placement(on, actor, placementId);
    const now = this.clock.now();
    const pairs = await this.pairs.pairs(on);
    const statsFor = await statsOf(on, [placementId], pairs, now);
    const weeks = await weeksOf(on, placementId, pairs, now);
    const least = isStaff(actor) ? 0 : await leastAnswers(on);
    const shown = pairs.map((pair) => {
      const { key, name, windowDays } = pair;
      const stats = statsFor(placementId, pair);
      const { promise } = stats;
      const since = addDays(dayOf(now, timeZone), 1 - windowDays);
      const of = (side: 'delivery' | 'score') => ({
        ...{ stats: stats[side], since },
        weeks: weeks.filter((week) => week.key === key && week.side === side),
      });
      const unit = pair.delivery.measure === 'minutes' ? 'minutes' : 'percent';
      return {
        ...{ key, name },
        delivery: sideView({ ...of('delivery'), unit, by: deliveryYardstick(pair, promise), promise }),
        score: withoutFew(sideView({ ...of('score'), unit: 'score', by: scoreYardstick(pair), promise: null }), least),
        words: isStaff(actor) ? findingsOf(title, pair, stats).map(({ words }) => words) : [],
      };
    });
    return { placementId, title, pairs: shown };
  }
}

function sideView({ unit, stats: { now, baseline }, by, promise, since, weeks }: SideToShow): SideView {
  const range = by && interval(now, by);
  return {
    ...{ unit, n: now.n, value: now.mean, low: range?.low ?? null, high: range?.high ?? null, since },
    ...{ colour: colourOf(now, by), green: by?.green ?? null, red: by?.red ?? null, promise },
    ...{ baseline: { n: baseline.n, value: baseline.mean }, fell: fell(now, baseline, by) },
    weeks: weeks.map(({ week, n, value }) => ({ week, n, value })),
  };
}
