import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { because, type EventOf, OnEvent } from '#libs/messaging';
import { Clock, type Day, OnTimer, startOfDay, type Timer, Timers } from '#libs/time';
import { Cadences, type Intervals } from './cadences.js';

const { placementActivated, contractAmended, placementPaused, placementResumed, placementEnded } = placementEvents;
const termsTimer = 'quality.one-to-one-terms';
interface Amendment {
  placementId: string;
  intervals: Intervals;
  from: Day;
}

/** QN-7. One-to-ones begin, rest, go on and stop with their placement, and follow its terms. */
@Injectable()
export class CadencesConsumer {
  constructor(
    private readonly cadences: Cadences,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  @OnEvent(placementActivated)
  activated({ data }: EventOf<typeof placementActivated>, tx: EntityManager): Promise<void> {
    return this.cadences.begin(tx, data.placementId, data.terms.oneToOneEveryDays);
  }

  @OnEvent(contractAmended)
  async amended({ data }: EventOf<typeof contractAmended>, tx: EntityManager): Promise<void> {
    const { placementId, number, effectiveFrom: from, terms } = data;
    const amendment: Amendment = { placementId, intervals: terms.oneToOneEveryDays, from };
    const at = startOfDay(from, terms.timeZone);
    if (at <= this.clock.now()) await this.apply(tx, amendment);
    else await this.timers.set(tx, termsTimer, `${placementId}/${number}`, at, amendment);
  }

  @OnTimer(termsTimer)
  termsBegin({ payload }: Timer<Amendment>, tx: EntityManager): Promise<void> {
    return this.apply(tx, payload);
  }

  @OnEvent(placementPaused)
  async paused(event: EventOf<typeof placementPaused>, tx: EntityManager): Promise<void> {
    await this.cadences.rest(tx, because(event).actor, event.data.placementId, 'The placement is paused.');
  }

  @OnEvent(placementResumed)
  resumed({ data: { placementId, from } }: EventOf<typeof placementResumed>, tx: EntityManager): Promise<void> {
    return this.cadences.resume(tx, placementId, from);
  }

  @OnEvent(placementEnded)
  async ended(event: EventOf<typeof placementEnded>, tx: EntityManager): Promise<void> {
    await this.cadences.rest(tx, because(event).actor, event.data.placementId, 'The placement is over.');
  }

  private apply(tx: EntityManager, { placementId, intervals, from }: Amendment): Promise<void> {
    return this.cadences.amend(tx, placementId, intervals, from);
  }
}
