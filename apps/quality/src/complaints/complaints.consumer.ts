import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { systemActor } from '#libs/access';
import { placementEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { Clock } from '#libs/time';
import { Circle } from '../network/circle.js';
import { ComplaintDesk } from './complaint-desk.js';
import { ComplaintEntity } from './complaint.entity.js';
import { nextComplaintState, stillOpen } from './complaint-state.rules.js';
import { IssueCategoryEntity, LossEntity } from './issue.entities.js';

const { issueCategorySet, clientLost } = placementEvents;

/** QN-4, PL-13. What placement tells of issues: their catalogue, and the clients lost by them. */
@Injectable()
export class ComplaintsConsumer {
  constructor(
    private readonly circle: Circle,
    private readonly desk: ComplaintDesk,
    private readonly clock: Clock,
  ) {}

  @OnEvent(issueCategorySet)
  async category({ data }: EventOf<typeof issueCategorySet>, tx: EntityManager): Promise<void> {
    const { key, name, group, groupName, active } = data;
    await tx.upsert(IssueCategoryEntity, { key, name, group, groupName, active }, ['key']);
  }

  /** What is still open of the placement in that group cost the client; what is logged later will have. */
  @OnEvent(clientLost)
  async lost({ id, data }: EventOf<typeof clientLost>, tx: EntityManager): Promise<void> {
    const { lossId, placementId, group } = data;
    await this.desk.lockPlacement(tx, placementId);
    await tx.upsert(LossEntity, { lossId, placementId, group }, ['lossId']);
    const open = await tx.find(ComplaintEntity, {
      where: { placementId, group, state: In(stillOpen) },
      order: { id: 'asc' },
      lock: { mode: 'pessimistic_write' },
    });
    if (!open.length) return;
    const placement = (await this.circle.find(tx, placementId))!;
    for (const complaint of open) {
      const lost = { state: nextComplaintState(complaint.state, 'lose'), closedAt: this.clock.now() };
      await this.desk.close(tx, systemActor, { complaint, placement }, lost, id);
    }
  }
}
