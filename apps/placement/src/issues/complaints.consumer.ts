import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { qualityEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Strikes } from './strikes.js';

/** PL-13. Learns of complaints, which may keep a placement from forgiving a strike, or take that back. */
@Injectable()
export class ComplaintsConsumer {
  constructor(private readonly strikes: Strikes) {}

  @OnEvent(qualityEvents.complaintLogged)
  async logged({ data }: EventOf<typeof qualityEvents.complaintLogged>, tx: EntityManager): Promise<void> {
    const { complaintId, placementId, expertId, group, loggedAt } = data;
    await tx.query(
      `insert into known_complaints (complaint_id, placement_id, group_key, logged_at) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [complaintId, placementId, group, loggedAt],
    );
    await this.strikes.reckon(tx, expertId);
  }
}
