import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import {
  Board,
  Column,
  Entry,
  EntryChange,
  EntrySource,
  EntryState,
  Import,
  NewEntry,
  NewImport,
  NewTask,
  RunningTimer,
  Sheet,
  Sprint,
  Task,
  TaskChange,
  Week,
} from './shapes.js';

// Boards, tasks, sprints (TS-1, TS-2, TS-3)
export const BoardFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: Board.shape.state.optional(),
  sort: sortBy(['startsOn'], '-startsOn'),
});
export const listBoards = query('timesheet.list-boards', { input: BoardFilter, output: listOf(Board) });
export const getBoard = query('timesheet.get-board', { input: z.object({ placementId: Id }), output: Board });
export const TaskFilter = z.object({
  ...Page.shape,
  column: Column.optional(),
  week: Week.optional(),
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

// Hours (TS-4)
/** One entry, or one a day when start and end lie on different days. */
export const recordEntry = command('timesheet.record-entry', {
  input: NewEntry,
  output: z.object({ items: z.array(Entry) }),
});
export const changeEntry = command('timesheet.change-entry', {
  input: z.object({ id: Id, version: Version, change: EntryChange }),
  output: Entry,
});
export const removeEntry = command('timesheet.remove-entry', {
  input: z.object({ id: Id, version: Version }),
  output: z.object({ id: Id }),
});
export const getEntry = query('timesheet.get-entry', { input: z.object({ id: Id }), output: Entry });
export const EntryFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  sheetId: Id.optional(),
  taskId: Id.optional(),
  expertId: Id.optional(),
  clientId: Id.optional(),
  state: EntryState.optional(),
  source: EntrySource.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['day', 'createdAt'], 'day'),
});
export const listEntries = query('timesheet.list-entries', { input: EntryFilter, output: listOf(Entry) });
export const TimerStart = z.strictObject({ taskId: Id, note: text(2_000, 0).default('') });
/** Starting one stops the other: `stopped` holds the entries that made. */
export const startTimer = command('timesheet.start-timer', {
  input: TimerStart,
  output: z.object({ timer: RunningTimer, stopped: z.array(Entry) }),
});
/** A timer that ran over 24 h needs `endedAt`: when the work really ended. `discard` forgets it. */
export const TimerStop = z.strictObject({ endedAt: Instant.optional(), discard: z.boolean().default(false) });
export const stopTimer = command('timesheet.stop-timer', {
  input: TimerStop,
  output: z.object({ items: z.array(Entry) }),
});
export const getTimer = query('timesheet.get-timer', {
  input: z.object({}),
  output: z.object({ timer: RunningTimer.nullable() }),
});
/** TS-7: plus or minus minutes on an approved or settled line; approved like any other. */
export const Correction = z.strictObject({ minutes: z.int().min(-1_500).max(1_500), note: text(2_000) });
export const correctEntry = command('timesheet.correct-entry', {
  input: z.object({ id: Id, ...Correction.shape }),
  output: Entry,
});

// Import (TS-5)
export const previewImport = command('timesheet.preview-import', {
  input: z.object({ placementId: Id, import: NewImport }),
  output: Import,
});
export const commitImport = command('timesheet.commit-import', { input: z.object({ id: Id }), output: Import });
export const getImport = query('timesheet.get-import', { input: z.object({ id: Id }), output: Import });

// Weekly sheets (TS-6, TS-7)
export const SheetFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: Sheet.shape.state.optional(),
  week: Week.optional(),
  sort: sortBy(['week', 'submittedAt'], '-week'),
});
export const listSheets = query('timesheet.list-sheets', { input: SheetFilter, output: listOf(Sheet) });
export const getSheet = query('timesheet.get-sheet', { input: z.object({ id: Id }), output: Sheet });
export const Submission = z.strictObject({ placementId: Id, week: Week, summary: text(5_000).optional() });
export const submitSheet = command('timesheet.submit-sheet', { input: Submission, output: Sheet });
const LineDecision = z.discriminatedUnion('decision', [
  z.strictObject({ entryId: Id, decision: z.literal('approve') }),
  z.strictObject({ entryId: Id, decision: z.literal('dispute'), reason: text(2_000) }),
]);
/** The client decides line by line; an AE records the client's written decision as `evidence`. */
export const Review = z
  .strictObject({
    lines: z.array(LineDecision).max(500).default([]),
    approveRest: z.boolean().default(false).meta({ description: 'Approves every submitted line not named in `lines`' }),
    acceptOverCap: z
      .boolean()
      .default(false)
      .meta({ description: 'TS-8: hours above the weekly cap are billed only if accepted' }),
    evidence: text(5_000).optional(),
    version: Version.optional().meta({ description: 'Of the sheet that was looked at: 412 when it changed since' }),
  })
  .meta({ id: 'Review' });
export const reviewSheet = command('timesheet.review-sheet', {
  input: z.object({ id: Id, ...Review.shape }),
  output: Sheet,
});
export const Return = z.strictObject({ reason: text(2_000) });
/** Sends the undecided lines back to the expert, who may change and submit them again. */
export const returnSheet = command('timesheet.return-sheet', {
  input: z.object({ id: Id, ...Return.shape }),
  output: Sheet,
});
export const DisputeAnswer = z.strictObject({ answer: text(5_000) });
export const answerDispute = command('timesheet.answer-dispute', {
  input: z.object({ entryId: Id, ...DisputeAnswer.shape }),
  output: Entry,
});
/** TS-6: the AE records the outcome of a dispute. */
export const DisputeOutcome = z.strictObject({
  outcome: z.enum(['approved', 'rejected']),
  reason: text(2_000),
  acceptOverCap: z
    .boolean()
    .default(false)
    .meta({ description: 'TS-8: the client accepted that the line goes over the weekly cap' }),
});
export const decideDispute = command('timesheet.decide-dispute', {
  input: z.object({ entryId: Id, ...DisputeOutcome.shape }),
  output: Entry,
});

/** PM-12: minutes ever approved, by placement. */
export const approvedTotals = query('timesheet.approved-totals', {
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ placementId: Id, lines: z.int(), minutes: z.int() })) }),
});
