import { z } from 'zod';
import { Day, Id, Instant, text, TimeZone, Version } from '../shapes.js';

/** The Monday a week begins with, in the contract's zone (TS-3). */
export const Week = Day.meta({ description: 'The Monday of the week, YYYY-MM-DD', example: '2026-03-02' });

export const Board = z
  .object({
    placementId: Id,
    clientId: Id,
    expertId: Id,
    title: z.string(),
    clientName: z.string(),
    expertName: z.string(),
    timeZone: TimeZone,
    startsOn: Day,
    endsOn: Day,
    weeklyCapMinutes: z.int().nullable(),
    state: z.enum(['active', 'paused', 'ended']),
  })
  .meta({ id: 'Board' });

export const Column = z.enum(['to-do', 'in-progress', 'done']).meta({ id: 'Column' });
export const EstimateMinutes = z.int().min(1).max(600_000);

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

export const EntryState = z
  .enum(['open', 'submitted', 'approved', 'disputed', 'rejected', 'settled'])
  .meta({ id: 'EntryState' });
export const EntrySource = z.enum(['manual', 'timer', 'import', 'correction']).meta({ id: 'EntrySource' });

const minutes = z.int().min(-1_500).max(1_500);

/** TS-4: a day with minutes, or a start with an end; one of the two. */
export const NewEntry = z
  .strictObject({
    taskId: Id,
    day: Day.optional(),
    minutes: minutes.optional(),
    startedAt: Instant.optional(),
    endedAt: Instant.optional(),
    note: text(2_000, 0).default(''),
  })
  .superRefine(({ day, minutes: given, startedAt, endedAt }, context) => {
    const byDay = day !== undefined || given !== undefined;
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (byDay && (startedAt ?? endedAt)) refuse('startedAt', 'must not stand beside a day with minutes');
    else if (byDay && !day) refuse('day', 'is needed beside minutes');
    else if (byDay && given === undefined) refuse('minutes', 'are needed beside a day');
    else if (!byDay && !startedAt) refuse('startedAt', 'is needed, or a day with minutes');
    else if (!byDay && !endedAt) refuse('endedAt', 'is needed beside startedAt');
  })
  .meta({ id: 'NewEntry', description: 'A day with minutes, or a start with an end' });
export const EntryChange = z
  .strictObject({ taskId: Id, day: Day, minutes, startedAt: Instant, endedAt: Instant, note: text(2_000, 0) })
  .partial()
  .meta({ id: 'EntryChange' });

export const Entry = z
  .object({
    id: Id,
    placementId: Id,
    sheetId: Id,
    taskId: Id,
    taskTitle: z.string(),
    expertId: Id,
    clientId: Id,
    week: Week,
    day: Day,
    minutes: z.int(),
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    note: z.string(),
    source: EntrySource,
    state: EntryState,
    correctsEntryId: Id.nullable().meta({ description: 'TS-7: a correction refers to the approved line it corrects' }),
    decision: z
      .object({
        at: Instant,
        by: z.string(),
        how: z.enum(['client', 'evidence', 'automatic', 'dispute']),
        reason: z.string().nullable(),
      })
      .nullable(),
    dispute: z
      .object({
        reason: z.string(),
        raisedAt: Instant,
        answerBy: Instant,
        answer: z.string().nullable(),
        answeredAt: Instant.nullable(),
      })
      .nullable(),
    createdAt: Instant,
    updatedAt: Instant,
    updatedBy: z.string(),
    version: Version,
  })
  .meta({ id: 'Entry' });

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

export const RunningTimer = z
  .object({ taskId: Id, placementId: Id, startedAt: Instant, note: z.string() })
  .meta({ id: 'RunningTimer' });

export const ImportTool = z.enum(['toggl', 'clockify', 'harvest']).meta({ id: 'ImportTool' });
export const NewImport = z
  .strictObject({
    file: z.string().min(1).max(5_000_000).meta({ description: 'The detailed CSV export, as the tool wrote it' }),
    tool: ImportTool.optional().meta({ description: 'Recognised by its header unless given' }),
    dateOrder: z
      .enum(['mdy', 'dmy', 'ymd'])
      .optional()
      .meta({ description: 'Needed when the dates alone do not tell' }),
    timeZone: TimeZone.optional().meta({ description: "The zone the tool wrote in; the board's unless given" }),
    person: text(254).optional().meta({ description: 'E-mail or name; needed when the export holds several people' }),
    projects: z.array(text(200)).max(100).optional().meta({ description: 'Only rows of these projects' }),
  })
  .meta({ id: 'NewImport' });
export const Import = z
  .object({
    id: Id,
    placementId: Id,
    tool: ImportTool,
    state: z.enum(['previewed', 'committed']),
    rows: z.array(
      z.object({
        line: z.int(),
        outcome: z.enum(['new', 'known', 'added', 'refused']),
        day: Day.nullable(),
        minutes: z.int().nullable(),
        task: z.string().nullable(),
        note: z.string().nullable(),
        code: z.string().nullable(),
        reason: z.string().nullable(),
        entryIds: z.array(Id),
      }),
    ),
    counts: z.object({ new: z.int(), known: z.int(), added: z.int(), refused: z.int() }),
    newTasks: z.array(z.string()).meta({ description: 'Tasks the commit adds to the board' }),
    createdAt: Instant,
    committedAt: Instant.nullable(),
  })
  .meta({ id: 'Import' });

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
  how: z.enum(['client', 'evidence', 'automatic', 'dispute']),
});
