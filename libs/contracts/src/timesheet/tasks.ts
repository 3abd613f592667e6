import { z } from 'zod';
import { command, query } from '../contract.js';
import { Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { Week } from './boards.js';

// Tasks and sprints (TS-2, TS-3)

export const Column = z.enum(['to-do', 'in-progress', 'done']).meta({ id: 'Column' });
export const EstimateMinutes = z.int().min(1).max(600_000);

/** TS-11, RC-2. What a task came from: the question, bug or meeting it is linked to, or the plan of before the work. */
export const TaskSource = z
  .object({ kind: z.enum(['question', 'bug', 'meeting', 'plan']), id: Id })
  .meta({ id: 'TaskSource', description: 'TS-11, RC-2: what the task came from' });

export const NewTask = z
  .strictObject({
    title: text(200),
    description: text(10_000, 0).default(''),
    estimateMinutes: EstimateMinutes.optional(),
  })
  .meta({ id: 'NewTask' });

export const TaskChange = z
  .strictObject({ title: text(200), description: text(10_000, 0), estimateMinutes: EstimateMinutes })
  .partial()
  .meta({ id: 'TaskChange' });

export const Task = z
  .object({
    id: Id,
    placementId: Id,
    title: z.string(),
    description: z.string(),
    column: Column,
    estimateMinutes: z.int().nullable(),
    reportedMinutes: z.int(),
    overrun: z
      .enum(['none', 'near', 'over'])
      .meta({ description: 'TS-10: reported against estimate, at 80 % and 100 %' }),
    week: Week.nullable().meta({ description: 'The sprint the task is planned into (TS-3)' }),
    source: TaskSource.nullable(),
    createdBy: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
    updatedBy: z.string(),
    version: Version,
  })
  .meta({ id: 'Task' });

export const Sprint = z
  .object({
    placementId: Id,
    week: Week,
    goals: z.string(),
    summary: z.string().nullable(),
    tasks: z.array(
      z.object({ taskId: Id, title: z.string(), column: Column, plannedMinutes: z.int(), reportedMinutes: z.int() }),
    ),
    plannedMinutes: z.int(),
    reportedMinutes: z.int(),
  })
  .meta({ id: 'Sprint' });

export const TaskFilter = z.object({
  ...Page.shape,
  column: Column.optional(),
  week: Week.optional(),
  sourceId: Id.optional().meta({ description: 'TS-11: tasks that came from this question, bug, meeting or plan' }),
  q: text(100, 0).optional(),
  sort: sortBy(['createdAt', 'title'], 'createdAt'),
});
export const listTasks = query('timesheet.list-tasks', {
  input: z.object({ placementId: Id, ...TaskFilter.shape }),
  output: listOf(Task),
});
export const getTask = query('timesheet.get-task', { input: z.object({ id: Id }), output: Task });
export const addTask = command('timesheet.add-task', {
  input: z.object({ placementId: Id, task: NewTask }),
  output: Task,
});
export const changeTask = command('timesheet.change-task', {
  input: z.object({ id: Id, version: Version, change: TaskChange }),
  output: Task,
});
export const Move = z.strictObject({ column: Column });
export const moveTask = command('timesheet.move-task', { input: z.object({ id: Id, ...Move.shape }), output: Task });
export const Plan = z.strictObject({ week: Week.nullable() });
export const planTask = command('timesheet.plan-task', { input: z.object({ id: Id, ...Plan.shape }), output: Task });
export const getSprint = query('timesheet.get-sprint', {
  input: z.object({ placementId: Id, week: Week }),
  output: Sprint,
});
export const SprintGoals = z.strictObject({ goals: text(5_000) });
export const setSprintGoals = command('timesheet.set-sprint-goals', {
  input: z.object({ placementId: Id, week: Week, ...SprintGoals.shape }),
  output: Sprint,
});
