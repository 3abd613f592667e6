import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { communicationEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { BoardEntity } from '../boards/board.entity.js';
import { TaskEntity } from './task.entity.js';

const { workRequested } = communicationEvents;

/** TS-11. Work that follows from a question, a bug or a meeting becomes a task on the board, once. */
@Injectable()
export class WorkRequestsConsumer {
  /** The placement's events come by an order of their own: until its board is there the request waits. */
  @OnEvent(workRequested)
  async requested({ data }: EventOf<typeof workRequested>, tx: EntityManager): Promise<void> {
    const { taskId: id, placementId, title, description, estimateMinutes, source, requestedBy } = data;
    if (!(await tx.existsBy(BoardEntity, { placementId }))) {
      throw new Error(`The board of placement ${placementId} isn't there yet.`);
    }
    const at = new Date(data.requestedAt);
    await tx
      .createQueryBuilder()
      .insert()
      .into(TaskEntity)
      .values({
        ...{ id, placementId, title, description, estimateMinutes },
        ...{ column: 'to-do', reportedMinutes: 0, week: null },
        ...{ sourceKind: source.kind, sourceId: source.id },
        ...{ createdBy: requestedBy, createdAt: at, updatedBy: requestedBy, updatedAt: at, version: 1 },
      })
      .orIgnore()
      .execute();
  }
}
