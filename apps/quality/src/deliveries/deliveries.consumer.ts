import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { communicationEvents, timesheetEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Deliveries } from './deliveries.js';
import { ofBreak, ofBrokenClock, ofCheckIn, ofNoShow, ofSheet, ofStoppedClock, ofUpdate } from './delivery.rules.js';

const { clockStopped, clockBreached } = communicationEvents;
const { updateGiven, updateMissed, checkedIn, noShow, breakEnded, breakOverdue } = communicationEvents;
const { sheetSubmitted } = timesheetEvents;

/** QN-5. What was delivered, as communication and timesheet tell of it. */
@Injectable()
export class DeliveriesConsumer {
  constructor(private readonly deliveries: Deliveries) {}

  @OnEvent(clockStopped)
  async clockStopped({ data }: EventOf<typeof clockStopped>, tx: EntityManager): Promise<void> {
    const zone = await this.deliveries.zoneOf(tx, data.placementId);
    await this.deliveries.add(tx, data, ofStoppedClock(data, zone));
  }

  @OnEvent(clockBreached)
  async clockBreached({ data }: EventOf<typeof clockBreached>, tx: EntityManager): Promise<void> {
    const zone = await this.deliveries.zoneOf(tx, data.placementId);
    await this.deliveries.add(tx, data, ofBrokenClock(data, zone));
  }

  @OnEvent(updateGiven)
  updateGiven({ data }: EventOf<typeof updateGiven>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofUpdate(data, true));
  }

  @OnEvent(updateMissed)
  updateMissed({ data }: EventOf<typeof updateMissed>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofUpdate(data, false));
  }

  @OnEvent(checkedIn)
  checkedIn({ data }: EventOf<typeof checkedIn>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofCheckIn(data));
  }

  @OnEvent(noShow)
  noShow({ data }: EventOf<typeof noShow>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofNoShow(data));
  }

  @OnEvent(breakEnded)
  breakEnded({ data }: EventOf<typeof breakEnded>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofBreak(data, !data.late));
  }

  @OnEvent(breakOverdue)
  breakOverdue({ data }: EventOf<typeof breakOverdue>, tx: EntityManager): Promise<void> {
    return this.deliveries.add(tx, data, ofBreak(data, false));
  }

  @OnEvent(sheetSubmitted)
  async sheetSubmitted({ data }: EventOf<typeof sheetSubmitted>, tx: EntityManager): Promise<void> {
    const zone = await this.deliveries.zoneOf(tx, data.placementId);
    const [terms] = await tx.query<{ days: number }[]>('select sheet_due_days as days from award_terms');
    await this.deliveries.add(tx, data, ofSheet(data, zone, terms!.days));
  }
}
