import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, requireRole } from '#libs/access';
import type { setSprintGoals, Sprint } from '#libs/contracts';
import type { Call } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { Clock } from '#libs/time';
import { BoardsService } from '../boards/boards.service.js';
import type { TaskColumn } from '../types.js';
import { checkMonday } from './tasks.rules.js';

type SprintView = z.output<typeof Sprint>;
interface SprintTask {
  taskId: string;
  title: string;
  column: TaskColumn;
  plannedMinutes: number;
  reportedMinutes: number;
}

/** TS-3. A week of a board: goals, and planned against reported minutes of each task planned or worked on. */
@Injectable()
export class SprintsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly boards: BoardsService,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, placementId: string, week: string): Promise<SprintView> {
    checkMonday(week);
    await this.boards.find(this.dataSource.manager, actor, placementId);
    return this.read(this.dataSource.manager, placementId, week);
  }

  setGoals(call: Call<typeof setSprintGoals>): Promise<SprintView> {
    const { actor, input } = call;
    const { placementId, week, goals } = input;
    return this.transactions.command(call, async (tx) => {
      requireRole(actor, 'client', 'expert', 'account-executive');
      checkMonday(week);
      await this.boards.find(tx, actor, placementId);
      await tx.query(
        `insert into sprints (placement_id, week, goals, updated_by, updated_at) values ($1, $2, $3, $4, $5)
         on conflict (placement_id, week) do update
         set goals = excluded.goals, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
        [placementId, week, goals, actor.name, this.clock.now()],
      );
      return this.read(tx, placementId, week);
    });
  }

  private async read(on: EntityManager, placementId: string, week: string): Promise<SprintView> {
    const [sprint] = await on.query<{ goals: string | null; summary: string | null }[]>(
      `select (select goals from sprints where placement_id = $1 and week = $2) as goals,
              (select summary from sheets where placement_id = $1 and week = $2) as summary`,
      [placementId, week],
    );
    const tasks = await on.query<SprintTask[]>(
      `with worked as (
         select task_id, sum(reported_minutes)::int as minutes from entries
         where placement_id = $1 and week = $2 group by task_id
       )
       select task.id as "taskId", task.title, task."column",
              case when task.week = $2 then task.estimate_minutes else 0 end as "plannedMinutes",
              coalesce(worked.minutes, 0) as "reportedMinutes"
       from tasks task left join worked on worked.task_id = task.id
       where task.placement_id = $1 and (task.week = $2 or worked.task_id is not null)
       order by task.created_at, task.id`,
      [placementId, week],
    );
    const sum = (of: 'plannedMinutes' | 'reportedMinutes'): number =>
      tasks.reduce((total, task) => total + task[of], 0);
    return {
      placementId,
      week,
      goals: sprint?.goals ?? '',
      summary: sprint?.summary ?? null,
      tasks,
      plannedMinutes: sum('plannedMinutes'),
      reportedMinutes: sum('reportedMinutes'),
    };
  }
}
