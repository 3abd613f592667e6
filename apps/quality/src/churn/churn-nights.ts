import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { addDays, Clock, dayOf, instantOf, OnTimer, type Timer, Timers } from '#libs/time';
import { churnFacts } from './churn-facts.js';
import { ChurnWeightsService } from './churn-weights.js';
import { churnRisk } from './risk.rules.js';

const night = 'quality.churn-night';

/** QN-10. Each night every active placement is counted, for lists and for plotting. */
@Injectable()
export class ChurnNights {
  constructor(
    private readonly weights: ChurnWeightsService,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Begun before one at night, the night that ends is counted all the same. */
  @OnEvent(placementEvents.placementActivated, placementEvents.placementResumed)
  async begun(_: EventOf<typeof placementEvents.placementResumed>, tx: EntityManager): Promise<void> {
    await this.arm(tx);
  }

  /** The day that ended; of nights the service slept through only the last one is counted. */
  @OnTimer(night)
  async count({ firedAt }: Timer, tx: EntityManager): Promise<void> {
    const day = addDays(dayOf(firedAt, 'UTC'), -1);
    const weights = await this.weights.weights(tx);
    const risks = [...(await churnFacts(tx, day))].map(([placementId, facts]) => ({
      placementId,
      ...churnRisk(facts, weights),
    }));
    await tx.query(
      `insert into churn_risks (day, placement_id, score, causes)
       select $1, "placementId", score, causes
       from jsonb_to_recordset($2::jsonb) as counted ("placementId" uuid, score int, causes jsonb)
       on conflict (day, placement_id) do update set score = excluded.score, causes = excluded.causes`,
      [day, JSON.stringify(risks)],
    );
    if (risks.length) await this.arm(tx);
  }

  private arm(tx: EntityManager): Promise<void> {
    const tomorrow = addDays(dayOf(this.clock.now(), 'UTC'), 1);
    return this.timers.setEarlier(tx, night, 'network', instantOf(tomorrow, '01:00', 'UTC'));
  }
}
