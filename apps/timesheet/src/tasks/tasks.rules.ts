import { type DomainError, invalidField } from '#libs/errors';
import { type Day, weekOf } from '#libs/time';

/** What decides whether a task may move. */
export interface TaskNumbers {
  column: 'to-do' | 'in-progress' | 'done';
  estimateMinutes: number | null;
  reportedMinutes: number;
}

const missing = (field: 'estimateMinutes' | 'reportedMinutes', message: string): DomainError =>
  invalidField(`timesheet.${field === 'estimateMinutes' ? 'estimate' : 'hours'}-missing`, field, message, 'TS-2');

/**
 * TS-2. Numbers before movement: no work in progress without an estimate, no way out of it and nothing done without
 * reported hours. A to-do task without an estimate, moved to in progress, is refused for `estimateMinutes`.
 */
export function checkMove(task: TaskNumbers, to: TaskNumbers['column']): void {
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

/** TS-10. Reported against estimate, in whole percent rounded down; null without an estimate. 90 of 60 minutes is 150. */
export const actualPercent = (task: Pick<TaskNumbers, 'estimateMinutes' | 'reportedMinutes'>): number | null =>
  task.estimateMinutes === null ? null : Math.floor((task.reportedMinutes * 100) / task.estimateMinutes);

/** TS-10. `near` from 80 %, `over` beyond 100 %. */
export function overrunOf(task: Pick<TaskNumbers, 'estimateMinutes' | 'reportedMinutes'>): 'none' | 'near' | 'over' {
  const { estimateMinutes, reportedMinutes } = task;
  if (estimateMinutes === null) return 'none';
  if (reportedMinutes > estimateMinutes) return 'over';
  return reportedMinutes * 100 >= estimateMinutes * 80 ? 'near' : 'none';
}
