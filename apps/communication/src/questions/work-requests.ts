import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '#libs/access';
import { communicationEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { newId } from '#libs/persistence';
import { Clock } from '#libs/time';

const { workRequested } = communicationEvents;
type Requested = z.output<typeof workRequested.data>;
export type WorkRequest = Pick<Requested, 'placementId' | 'title' | 'description' | 'estimateMinutes' | 'source'>;

/** TS-11. Work that follows: asked for here, it becomes a task on the board, once. */
@Injectable()
export class WorkRequests {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Answers the id that the task will have. */
  async request(tx: EntityManager, actor: Actor, work: WorkRequest): Promise<string> {
    const taskId = newId();
    const requestedAt = this.clock.now().toISOString();
    const data = { ...work, taskId, requestedBy: actor.name, requestedAt };
    await this.outbox.add(tx, workRequested, { aggregateId: taskId, actor, data });
    return taskId;
  }
}
