import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { Week } from './boards.js';
import { Entry, EntryState, HowDecided } from './entries.js';

// Weekly sheets and their approval (TS-6, TS-7, TS-8)

export const Sheet = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    week: Week,
    state: z.enum(['open', 'submitted', 'returned', 'approved', 'settled']),
    minutes: z.int(),
    minutesByState: z.partialRecord(EntryState, z.int()),
    weeklyCapMinutes: z.int().nullable(),
    overCapMinutes: z.int().meta({ description: 'TS-8' }),
    summary: z.string().nullable(),
    submittedAt: Instant.nullable(),
    approvesItselfAt: Instant.nullable().meta({ description: 'TS-6: 5 days after submission' }),
    returnedReason: z.string().nullable(),
    version: Version,
  })
  .meta({ id: 'Sheet' });

/** An approved line as payments learns of it. */
export const ApprovedLine = z.object({
  entryId: Id,
  taskId: Id,
  taskTitle: z.string(),
  estimateMinutes: z.int().nullable(),
  workedOn: Day,
  minutes: z.int(),
  correctsEntryId: Id.nullable(),
  approvedAt: Instant,
  approvedBy: z.string(),
  how: HowDecided,
});

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
