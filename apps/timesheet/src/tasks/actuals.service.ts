import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#libs/access';
import { timesheetEvents } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { type Actual, passedPercent } from './tasks.rules.js';

interface ActualOfTask extends Actual {
  id: string;
  placementId: string;
  title: string;
}

/** TS-10. What was reported on a task, kept beside its estimate, and told when it comes near to it or passes it. */
@Injectable()
export class ActualsService {
  constructor(private readonly outbox: Outbox) {}

  /** Adds minutes to tasks, or takes them. TS-2: a done task that loses its last hours is in progress again. */
  async report(tx: EntityManager, actor: Actor, minutesByTask: ReadonlyMap<string, number>): Promise<void> {
    if (minutesByTask.size === 0) return;
    const [tasks] = await tx.query<[(ActualOfTask & { change: number })[], number]>(
      `update tasks set reported_minutes = reported_minutes + added.minutes,
         "column" = case when "column" = 'done' and reported_minutes + added.minutes = 0 then 'in-progress' else "column" end
       from unnest($1::uuid[], $2::int[]) as added (task_id, minutes) where tasks.id = added.task_id
       returning id, placement_id as "placementId", title, estimate_minutes as "estimateMinutes",
         reported_minutes as "reportedMinutes", added.minutes as change`,
      [[...minutesByTask.keys()], [...minutesByTask.values()]],
    );
    for (const { change, ...task } of tasks) {
      await this.warn(tx, actor, { ...task, reportedMinutes: task.reportedMinutes - change }, task);
    }
  }

  async warn(tx: EntityManager, actor: Actor, before: Actual, task: ActualOfTask): Promise<void> {
    const { id: taskId, placementId, title, estimateMinutes, reportedMinutes } = task;
    const percent = passedPercent(before, task);
    if (percent === undefined || estimateMinutes === null) return;
    const data = { taskId, placementId, title, estimateMinutes, reportedMinutes, percent };
    await this.outbox.add(tx, timesheetEvents.taskOverran, { aggregateId: taskId, actor, data });
  }
}
