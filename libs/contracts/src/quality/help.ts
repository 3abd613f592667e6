import { z } from 'zod';
import { command, query } from '../contract.js';
import { EnglishLevel } from '../placement/programmes.js';
import { Change, Day, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';

// English sessions and tips (QN-9)

/** What every answer about help says. */
export const HelpLabel = z
  .literal('Help, not discipline')
  .meta({ description: 'QN-9: it is never a ground for anything' });
const labelled = { label: HelpLabel };

const attendance = { attended: z.boolean(), level: EnglishLevel, note: text(2_000) };

export const EnglishSession = z
  .object({
    ...labelled,
    id: Id.meta({ description: 'Of the meeting it is' }),
    placementId: Id,
    expertId: Id,
    expertName: z.string(),
    title: z.string(),
    startsAt: Instant,
    minutes: z.int(),
    timeZone: TimeZone,
    state: z.enum(['scheduled', 'held', 'cancelled']).meta({ description: 'Of the meeting' }),
    attended: z.boolean().nullable(),
    level: EnglishLevel.nullable(),
    note: z.string().nullable().meta({ description: 'The expert reads it' }),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'EnglishSession' });

export const EnglishSessionFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  expertId: Id.optional(),
  state: EnglishSession.shape.state.optional(),
  attended: z.enum(['true', 'false']).optional(),
  from: Day.optional().meta({ description: 'Where the session is, on this day or later' }),
  to: Day.optional().meta({ description: 'Where the session is, on this day or earlier' }),
  sort: sortBy(['startsAt'], '-startsAt'),
});
/** Staff, and the expert its own. */
export const listEnglishSessions = query('quality.list-english-sessions', {
  input: EnglishSessionFilter,
  output: z.object({ ...labelled, ...listOf(EnglishSession).shape }),
});
export const getEnglishSession = query('quality.get-english-session', {
  input: z.object({ id: Id }),
  output: EnglishSession,
});

export const Attendance = z
  .strictObject({ attended: attendance.attended, level: attendance.level.optional(), note: attendance.note.optional() })
  .meta({ id: 'Attendance' });
export const recordAttendance = command('quality.record-attendance', {
  input: z.object({ id: Id, ...Attendance.shape }),
  output: EnglishSession,
});
export const AttendanceChange = z
  .strictObject({
    attended: attendance.attended,
    level: attendance.level.nullable(),
    note: attendance.note.nullable(),
  })
  .partial()
  .meta({ id: 'AttendanceChange' });
export const changeAttendance = command('quality.change-attendance', {
  input: z.object({ id: Id, version: Version, change: AttendanceChange }),
  output: EnglishSession,
});

export const EnglishProgressFilter = z.object({ ...Page.shape, sort: sortBy(['startsAt'], '-startsAt') });
/** An expert's levels over time, from the sessions in which one was noted. */
export const getEnglishProgress = query('quality.get-english-progress', {
  input: z.object({ expertId: Id, ...EnglishProgressFilter.shape }),
  output: z.object({
    ...labelled,
    expertId: Id,
    expertName: z.string(),
    attended: z.int().meta({ description: 'Sessions' }),
    ...listOf(z.object({ sessionId: Id, startsAt: Instant, level: EnglishLevel, note: z.string().nullable() })).shape,
  }),
});

export const Tip = z
  .object({
    ...labelled,
    id: Id,
    expertId: Id,
    expertName: z.string(),
    placementId: Id.nullable(),
    text: z.string(),
    givenBy: z.string(),
    givenAt: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Tip' });
export const TipFilter = z.object({
  ...Page.shape,
  expertId: Id.optional(),
  placementId: Id.optional(),
  read: z.enum(['true', 'false']).optional(),
  sort: sortBy(['givenAt'], '-givenAt'),
});
/** Staff, and the expert its own; nobody else. */
export const listTips = query('quality.list-tips', {
  input: TipFilter,
  output: z.object({ ...labelled, ...listOf(Tip).shape }),
});
export const getTip = query('quality.get-tip', { input: z.object({ id: Id }), output: Tip });
export const NewTip = z
  .strictObject({ expertId: Id, placementId: Id.optional(), text: text(5_000) })
  .meta({ id: 'NewTip' });
export const giveTip = command('quality.give-tip', { input: NewTip, output: Tip });
/** By the expert it is for; again changes nothing. */
export const readTip = command('quality.read-tip', { input: z.object({ id: Id }), output: Tip });
