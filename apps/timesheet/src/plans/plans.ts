import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, Not } from 'typeorm';
import { systemActor } from '#libs/access';
import { referralEvents } from '#libs/contracts';
import { type EventOf, OnEvent } from '#libs/messaging';
import { insertAll } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardEntity } from '../boards/board.entity.js';
import { TaskEntity } from '../tasks/task.entity.js';
import { PlanEntity } from './plan.entity.js';
import { tasksOf } from './plan.rules.js';

/** RC-2. The plan of a lead becomes the client's first board: it goes to one board, once, whichever is heard of first. */
@Injectable()
export class Plans {
  constructor(private readonly clock: Clock) {}

  @OnEvent(referralEvents.leadWon)
  async won({ data }: EventOf<typeof referralEvents.leadWon>, tx: EntityManager): Promise<void> {
    const { clientId, leadId, companyName, plan, wonAt } = data;
    await tx
      .createQueryBuilder()
      .insert()
      .into(PlanEntity)
      .values({ clientId, leadId, companyName, tasks: plan.tasks, wonAt: new Date(wonAt), placementId: null })
      .orIgnore()
      .execute();
    await this.moveToBoard(tx, clientId);
  }

  /** RC-1. Nobody brought the client after all: what no board has yet becomes none. */
  @OnEvent(referralEvents.leadRefused)
  async refused({ data: { leadId } }: EventOf<typeof referralEvents.leadRefused>, tx: EntityManager): Promise<void> {
    await tx.delete(PlanEntity, { leadId, placementId: IsNull() });
  }

  /** Call it whenever a board of the client begins to run, or a plan is learnt. The earliest board gets it. */
  async moveToBoard(tx: EntityManager, clientId: string): Promise<void> {
    // Boards of one client, and its plan, come one after the other: the second sees the first.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('plan of ' || $1, 0))`, [clientId]);
    if (await tx.existsBy(PlanEntity, { clientId, placementId: Not(IsNull()) })) return;
    // Of two, the lead of one was refused before the other won the client: the news of it is still to come.
    const plan = await tx.findOne(PlanEntity, { where: { clientId }, order: { wonAt: 'desc', leadId: 'desc' } });
    const board = await tx.findOne(BoardEntity, {
      where: { clientId, state: 'active' },
      order: { startsOn: 'asc', placementId: 'asc' },
    });
    if (!plan || !board) return;
    const { placementId } = board;
    await tx.update(PlanEntity, { leadId: plan.leadId }, { placementId });
    const at = this.clock.now();
    const { name } = systemActor;
    const tasks = tasksOf(plan).map((task) => ({
      ...{ ...task, placementId, createdBy: name, createdAt: at, updatedBy: name, updatedAt: at, version: 1 },
    }));
    await insertAll(tx, TaskEntity, tasks);
  }
}
