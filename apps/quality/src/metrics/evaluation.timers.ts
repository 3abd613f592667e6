import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Clock, once, OnTimer, type Timer, Timers } from '#libs/time';
import { nextEvaluation } from './evaluation.rules.js';
import { EvaluationService } from './evaluation.service.js';

const { placementActivated } = placementEvents;
const weekly = 'quality.metric-evaluation';

/** QN-6. Once a week, all placements that run: one timer for the network, begun by its first placement. */
@Injectable()
export class EvaluationTimers {
  constructor(
    private readonly evaluation: EvaluationService,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnEvent(placementActivated)
  async begin(_event: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    if (await once(tx, weekly, 'begun')) await this.arm(tx);
  }

  /** After an outage the weeks it missed are one: numbers are as they are now. */
  @OnTimer(weekly)
  async evaluate(_timer: Timer, tx: EntityManager): Promise<void> {
    const placements = await tx.query<{ placementId: string; title: string }[]>(
      `select placement_id as "placementId", title from placements where state = 'active' order by placement_id`,
    );
    if (placements.length) await this.evaluation.evaluate(tx, systemActor, placements);
    await this.arm(tx);
  }

  private async arm(tx: EntityManager): Promise<void> {
    const [at] = await tx.query<{ day: number; time: string }[]>('select weekday as day, at as time from metric_pairs');
    await this.timers.set(tx, weekly, 'network', nextEvaluation(this.clock.now(), at!));
  }
}
