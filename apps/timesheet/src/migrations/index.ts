import { Timesheet1767225600001 } from './0001-timesheet.js';

export const migrations = [Timesheet1767225600001];
