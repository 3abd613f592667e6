import { Timesheet1767225600001 } from './0001-timesheet.js';
import { TaskSources1767225600002 } from './0002-task-sources.js';
import { Plans1767225600003 } from './0003-plans.js';

export const migrations = [Timesheet1767225600001, TaskSources1767225600002, Plans1767225600003];
