import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { AskingTimer } from './asking-timer.js';

const { placementActivated, placementResumed, clientRegistered, clientChanged } = placementEvents;

/** QN-1. A client is asked as long as one of its placements is active, on the clock of its own zone. */
@Injectable()
export class AskingConsumer {
  constructor(private readonly timer: AskingTimer) {}

  @OnEvent(placementActivated, placementResumed, clientRegistered, clientChanged)
  begins({ data }: EventOf<typeof placementResumed | typeof clientChanged>, tx: EntityManager): Promise<void> {
    return this.timer.wake(tx, data.clientId);
  }
}
