import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { Week } from './boards.js';

// Hours (TS-4) and their corrections (TS-7)

export const EntryState = z
  .enum(['open', 'submitted', 'approved', 'disputed', 'rejected', 'settled'])
  .meta({ id: 'EntryState' });

export const EntrySource = z.enum(['manual', 'timer', 'import', 'correction']).meta({ id: 'EntrySource' });
/** How a line came to be approved or rejected (TS-6). */
export const HowDecided = z.enum(['client', 'evidence', 'automatic', 'dispute']);

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
        how: HowDecided,
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

export const RunningTimer = z
  .object({ taskId: Id, placementId: Id, startedAt: Instant, note: z.string() })
  .meta({ id: 'RunningTimer' });

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
export const Correction = z.strictObject({ minutes: minutes, note: text(2_000) });
export const correctEntry = command('timesheet.correct-entry', {
  input: z.object({ id: Id, ...Correction.shape }),
  output: Entry,
});
