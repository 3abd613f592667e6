import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { z } from 'zod';
import { type Actor, notYours, requireRole } from '#libs/access';
import type { addTask, changeTask, moveTask, NewTask, planTask, Task, TaskFilter } from '#libs/contracts';
import { stale } from '#libs/errors';
import type { Call } from '#libs/messaging';
import { insertAll, newId, type Page, pageOf, Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import { ActualsService } from './actuals.service.js';
import { TaskEntity } from './task.entity.js';
import { checkMove, checkPlan, overrunOf } from './tasks.rules.js';

type TaskView = z.output<typeof Task>;

/** TS-1, TS-2. Client, expert and AE all work on the board. */
@Injectable()
export class TasksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly actuals: ActualsService,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, id: string): Promise<TaskView> {
    return view(await this.load(this.dataSource.manager, actor, id));
  }

  async list(actor: Actor, filter: z.output<typeof TaskFilter> & { placementId: string }): Promise<Page<TaskView>> {
    await this.boards.find(this.dataSource.manager, actor, filter.placementId);
    const query = this.dataSource.manager
      .createQueryBuilder(TaskEntity, 'task')
      .where({ placementId: filter.placementId });
    narrow(query, filter);
    const page = await pageOf(query, filter, {
      id: 'task.id',
      sorts: { createdAt: 'task.createdAt', title: 'task.title' },
      defaultSort: 'createdAt',
    });
    return { ...page, items: page.items.map(view) };
  }

  add(call: Call<typeof addTask>): Promise<TaskView> {
    const { actor, input } = call;
    return this.transactions.command(call, async (tx) => {
      mayWork(actor);
      await this.boards.find(tx, actor, input.placementId);
      const [task] = await this.insert(tx, actor, input.placementId, [input.task]);
      return view(task!);
    });
  }

  /** Adds tasks inside a running transaction; imports do, for work named nowhere yet. */
  async insert(
    tx: EntityManager,
    actor: Actor,
    placementId: string,
    tasks: readonly z.output<typeof NewTask>[],
  ): Promise<TaskEntity[]> {
    const now = this.clock.now();
    const entities = tasks.map((task) => ({
      id: newId(),
      placementId,
      title: task.title,
      description: task.description,
      column: 'to-do' as const,
      estimateMinutes: task.estimateMinutes ?? null,
      reportedMinutes: 0,
      week: null,
      sourceKind: null,
      sourceId: null,
      createdBy: actor.name,
      createdAt: now,
      updatedBy: actor.name,
      updatedAt: now,
      version: 1,
    }));
    await insertAll(tx, TaskEntity, entities);
    return entities;
  }

  change(call: Call<typeof changeTask>): Promise<TaskView> {
    const { id, version, change } = call.input;
    return this.transactions.command(call, (tx) =>
      this.edit(tx, call.actor, id, (task) => {
        if (task.version !== version) throw stale(task.version);
        return change;
      }),
    );
  }

  move(call: Call<typeof moveTask>): Promise<TaskView> {
    const { id, column } = call.input;
    return this.transactions.command(call, (tx) =>
      this.edit(tx, call.actor, id, (task) => {
        checkMove(task, column);
        return { column };
      }),
    );
  }

  plan(call: Call<typeof planTask>): Promise<TaskView> {
    const { id, week } = call.input;
    return this.transactions.command(call, (tx) =>
      this.edit(tx, call.actor, id, (task) => {
        if (week !== null) checkPlan(task, week);
        return { week };
      }),
    );
  }

  /** Locks the task, asks `change` for its new values, saves them. */
  private async edit(
    tx: EntityManager,
    actor: Actor,
    id: string,
    change: (task: TaskEntity) => Partial<TaskEntity>,
  ): Promise<TaskView> {
    mayWork(actor);
    const task = await this.load(tx, actor, id, true);
    const set = {
      ...change(task),
      updatedBy: actor.name,
      updatedAt: this.clock.now(),
      version: task.version + 1,
    };
    await tx.update(TaskEntity, { id }, set);
    await this.actuals.warn(tx, actor, task, { ...task, ...set });
    return view({ ...task, ...set });
  }

  private async load(on: EntityManager, actor: Actor, id: string, lock = false): Promise<TaskEntity> {
    const task = await on.findOne(TaskEntity, { where: { id }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
    if (!task) throw notYours('task');
    await this.boards.find(on, actor, task.placementId, 'task');
    return task;
  }
}

const mayWork = (actor: Actor): void => requireRole(actor, 'client', 'expert', 'account-executive');

function narrow(
  query: SelectQueryBuilder<TaskEntity>,
  { column, week, sourceId, q }: z.output<typeof TaskFilter>,
): void {
  if (column) query.andWhere('task.column = :column', { column });
  if (week) query.andWhere('task.week = :week', { week });
  if (sourceId) query.andWhere('task.sourceId = :sourceId', { sourceId });
  if (q) query.andWhere('position(lower(:q) in lower(task.title)) > 0', { q });
}

const view = ({ sourceKind, sourceId, ...task }: TaskEntity): TaskView => ({
  ...task,
  source: sourceKind && sourceId ? { kind: sourceKind, id: sourceId } : null,
  overrun: overrunOf(task),
  createdAt: task.createdAt.toISOString(),
  updatedAt: task.updatedAt.toISOString(),
});
