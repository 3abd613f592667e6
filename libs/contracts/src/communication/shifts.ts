import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, listOf, Page, sortBy, text } from '../shapes.js';

// Shifts, show-time, hourly updates, breaks, silence (CS-1, CS-2, CS-3)

export const ShiftState = z
  .enum(['expected', 'late', 'present', 'on-break', 'no-show', 'suspended', 'over'])
  .meta({ id: 'ShiftState' });

/** One due hour of a shift (CS-2). */
export const UpdateSlot = z
  .object({
    id: Id,
    dueAt: Instant,
    state: z.enum(['due', 'given', 'reminded', 'missed', 'excused']),
    text: z.string().nullable(),
    givenAt: Instant.nullable(),
  })
  .meta({ id: 'UpdateSlot' });

export const Break = z
  .object({
    id: Id,
    startedAt: Instant,
    expectedMinutes: z.int(),
    expectedBackAt: Instant,
    endedAt: Instant.nullable(),
    late: z.boolean(),
    coveredBy: Id.nullable().meta({ description: 'Account of who answers meanwhile' }),
  })
  .meta({ id: 'Break' });

export const Shift = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    expertName: z.string(),
    day: Day,
    startsAt: Instant,
    endsAt: Instant,
    showTimeBy: Instant.nullable(),
    state: ShiftState,
    checkedInAt: Instant.nullable(),
    lateMinutes: z.int().meta({ description: 'CS-1: beyond the tolerance; 0 when punctual' }),
    suspendedBecause: z.string().nullable(),
    updates: z.array(UpdateSlot),
    breaks: z.array(Break),
  })
  .meta({ id: 'Shift' });

export const ShiftFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: ShiftState.optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: sortBy(['startsAt'], '-startsAt'),
});
export const listShifts = query('communication.list-shifts', { input: ShiftFilter, output: listOf(Shift) });
export const getShift = query('communication.get-shift', { input: z.object({ id: Id }), output: Shift });

/** The expert is there. Up to 60 minutes before the start; twice changes nothing (CS-1). */
export const checkIn = command('communication.check-in', { input: z.object({ id: Id }), output: Shift });
/** Any text counts, including "Status: Discussing tasks with my client." (CS-2) */
export const NewUpdate = z.strictObject({ text: text(5_000) }).meta({ id: 'NewUpdate' });
export const giveUpdate = command('communication.give-update', {
  input: z.object({ id: Id, ...NewUpdate.shape }),
  output: Shift,
});
/** "BRB": open questions move to who stands in until the expert is back (CS-3). */
export const NewBreak = z.strictObject({ expectedMinutes: z.int().min(1).max(240) }).meta({ id: 'NewBreak' });
export const startBreak = command('communication.start-break', {
  input: z.object({ id: Id, ...NewBreak.shape }),
  output: Shift,
});
export const endBreak = command('communication.end-break', { input: z.object({ id: Id }), output: Shift });

/** A fact for a conversation, not an accusation (CS-2, CS-3). */
export const PresenceFact = z
  .object({
    id: Id,
    kind: z.enum(['late', 'no-show', 'missed-update', 'silence', 'late-break']),
    shiftId: Id,
    placementId: Id,
    expertId: Id,
    expertName: z.string(),
    at: Instant,
    minutes: z.int().nullable(),
    words: z
      .string()
      .meta({ example: 'No sign from 10:00 to 12:00. This is a fact for a conversation, not an accusation.' }),
    noticedLate: z.boolean().meta({ description: 'Noticed more than a minute after, because the service was away' }),
    talks: z.array(z.object({ note: z.string(), by: z.string(), at: Instant })),
  })
  .meta({ id: 'PresenceFact' });
export const PresenceFilter = z.object({
  ...Page.shape,
  kind: PresenceFact.shape.kind.optional(),
  placementId: Id.optional(),
  expertId: Id.optional(),
  talkedAbout: z.enum(['true', 'false']).optional(),
  sort: sortBy(['at'], '-at'),
});
export const listPresenceFacts = query('communication.list-presence-facts', {
  input: PresenceFilter,
  output: listOf(PresenceFact),
});
/** Staff. Anything but a conversation is refused: 422 `communication.never-conduct` for missed updates and silence (CS-2). */
export const Talk = z
  .strictObject({ use: z.enum(['conversation', 'conduct', 'strike']).default('conversation'), note: text(5_000) })
  .meta({ id: 'Talk' });
export const talkAbout = command('communication.talk-about', {
  input: z.object({ id: Id, ...Talk.shape }),
  output: PresenceFact,
});
