import { z } from 'zod';
import { event } from '../contract.js';
import { Id, Instant } from '../shapes.js';
import { Week } from './boards.js';
import { ApprovedLine } from './sheets.js';

const sheet = { sheetId: Id, placementId: Id, clientId: Id, expertId: Id, week: Week };

export const sheetSubmitted = event('timesheet.sheet-submitted.v1', {
  aggregate: 'sheet',
  description: 'An expert submitted a week (TS-6).',
  data: z.object({ ...sheet, minutes: z.int(), submittedAt: Instant, approvesItselfAt: Instant }),
});
export const sheetReminded = event('timesheet.sheet-reminded.v1', {
  aggregate: 'sheet',
  description: 'A submitted week waits for the client (TS-6).',
  data: z.object({ ...sheet, approvesItselfAt: Instant }),
});
export const sheetReturned = event('timesheet.sheet-returned.v1', {
  aggregate: 'sheet',
  description: 'The client sent undecided lines back (TS-6).',
  data: z.object({ ...sheet, reason: z.string() }),
});
export const linesApproved = event('timesheet.lines-approved.v1', {
  aggregate: 'sheet',
  description: 'Lines were approved: they are locked and wait for settlement (TS-6, TS-7).',
  data: z.object({ ...sheet, lines: z.array(ApprovedLine).min(1) }),
});
export const lineDisputed = event('timesheet.line-disputed.v1', {
  aggregate: 'sheet',
  description: 'The client disputed a line; it waits while the rest proceeds (TS-6).',
  data: z.object({ ...sheet, entryId: Id, minutes: z.int(), reason: z.string(), answerBy: Instant }),
});
export const disputeOverdue = event('timesheet.dispute-overdue.v1', {
  aggregate: 'sheet',
  description: 'A dispute was not answered within 3 working days (TS-6).',
  data: z.object({ ...sheet, entryId: Id, answerBy: Instant }),
});
export const disputeDecided = event('timesheet.dispute-decided.v1', {
  aggregate: 'sheet',
  description: 'The AE recorded the outcome of a dispute (TS-6); an approved line also comes as lines-approved.',
  data: z.object({ ...sheet, entryId: Id, outcome: z.enum(['approved', 'rejected']), reason: z.string() }),
});

export const taskOverran = event('timesheet.task-overran.v1', {
  aggregate: 'task',
  description: 'Reported minutes passed 80 % or 100 % of the estimate (TS-10).',
  data: z.object({
    taskId: Id,
    placementId: Id,
    title: z.string().default('a task'),
    estimateMinutes: z.int(),
    reportedMinutes: z.int(),
    percent: z.int(),
  }),
});
