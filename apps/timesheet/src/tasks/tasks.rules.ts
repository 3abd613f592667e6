import { type DomainError, invalidField } from '#libs/errors';
import { type Day, weekOf } from '#libs/time';
import type { TaskColumn } from '../types.js';

/** What decides whether a task may move. */
export interface TaskNumbers {
  column: TaskColumn;
  estimateMinutes: number | null;
  reportedMinutes: number;
}

const missing = (field: 'estimateMinutes' | 'reportedMinutes', message: string): DomainError =>
  invalidField(`timesheet.${field === 'estimateMinutes' ? 'estimate' : 'hours'}-missing`, field, message, 'TS-2');

/**
 * TS-2. Numbers before movement: no work in progress without an estimate, no way out of it and nothing done without
 * reported hours. A to-do task without an estimate, moved to in progress, is refused for `estimateMinutes`.
 */
export function checkMove(task: TaskNumbers, to: TaskColumn): void {
  if (task.column === to) return;
  if (to !== 'to-do' && task.estimateMinutes === null) throw missing('estimateMinutes', `is needed before ${to}`);
  if ((task.column === 'in-progress' || to === 'done') && task.reportedMinutes === 0) {
    throw missing('reportedMinutes', `are needed before ${to}: report the hours first`);
  }
}

/** TS-3. A week is named by its Monday. */
export function checkMonday(week: Day): void {
  if (week !== weekOf(week)) throw invalidField('timesheet.week-not-monday', 'week', 'must be a Monday', 'TS-3');
}

/** TS-2. A task needs an estimate before it can be planned into a sprint. */
export function checkPlan(task: Pick<TaskNumbers, 'estimateMinutes'>, week: Day): void {
  checkMonday(week);
  if (task.estimateMinutes === null) throw missing('estimateMinutes', 'is needed before a sprint');
}

/** A task's estimate and what was reported on it, in minutes. */
export type Actual = Pick<TaskNumbers, 'estimateMinutes' | 'reportedMinutes'>;

const warnAt = [100, 80] as const;

const reaches = ({ estimateMinutes, reportedMinutes }: Actual, percent: number): boolean =>
  estimateMinutes !== null && reportedMinutes * 100 >= estimateMinutes * percent;

/** TS-10. `near` from 80 % of the estimate, `over` beyond 100 %: 480 of 600 minutes is near, 601 over. */
export function overrunOf(task: Actual): 'none' | 'near' | 'over' {
  if (task.estimateMinutes !== null && task.reportedMinutes > task.estimateMinutes) return 'over';
  return reaches(task, 80) ? 'near' : 'none';
}

/**
 * TS-10. The percentage a change has just reached, 100 or 80, to be told once: from 450 to 480 of 600 minutes is 80,
 * from 480 to 500 nothing. Undefined without an estimate.
 */
export const passedPercent = (before: Actual, after: Actual): number | undefined =>
  warnAt.find((percent) => reaches(after, percent) && !reaches(before, percent));
