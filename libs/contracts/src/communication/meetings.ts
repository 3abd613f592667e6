import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Email, Id, Instant, listOf, Page, sortBy, text, TimeZone, Version } from '../shapes.js';

// Meetings (CS-11)

export const Attendee = z.strictObject({ name: text(120), email: Email }).meta({ id: 'Attendee' });

export const Meeting = z
  .object({
    id: Id,
    placementId: Id,
    clientId: Id,
    expertId: Id,
    kind: z.enum(['call', 'one-to-one', 'english-session']),
    title: z.string(),
    agenda: z.string(),
    startsAt: Instant,
    minutes: z.int(),
    timeZone: TimeZone,
    location: z.string().nullable(),
    attendees: z.array(Attendee),
    state: z.enum(['scheduled', 'held', 'cancelled']),
    notes: z.string().nullable(),
    followUps: z.array(z.object({ title: z.string(), estimateMinutes: z.int().nullable(), taskId: Id })),
    scheduledBy: z.string(),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Meeting' });

const plan = {
  title: text(200),
  agenda: text(10_000),
  startsAt: Instant,
  minutes: z.int().min(30).max(60),
  location: text(500).nullable(),
  attendees: z.array(Attendee).max(50),
};
export const NewMeeting = z
  .strictObject({
    placementId: Id,
    kind: Meeting.shape.kind.default('call'),
    ...plan,
    location: plan.location.default(null),
    attendees: plan.attendees.default([]),
  })
  .meta({ id: 'NewMeeting' });
export const MeetingChange = z.strictObject(plan).partial().meta({ id: 'MeetingChange' });
export const scheduleMeeting = command('communication.schedule-meeting', { input: NewMeeting, output: Meeting });
export const changeMeeting = command('communication.change-meeting', {
  input: z.object({ id: Id, version: Version, change: MeetingChange }),
  output: Meeting,
});
export const Cancellation = z.strictObject({ reason: text(2_000) }).meta({ id: 'Cancellation' });
export const cancelMeeting = command('communication.cancel-meeting', {
  input: z.object({ id: Id, ...Cancellation.shape }),
  output: Meeting,
});
/** Notes, and follow-ups that become tasks on the board (TS-11). */
export const MeetingNotes = z
  .strictObject({
    notes: text(20_000),
    followUps: z
      .array(z.strictObject({ title: text(200), estimateMinutes: z.int().min(1).max(600_000).optional() }))
      .max(50)
      .default([]),
  })
  .meta({ id: 'MeetingNotes' });
export const holdMeeting = command('communication.hold-meeting', {
  input: z.object({ id: Id, ...MeetingNotes.shape }),
  output: Meeting,
});
export const MeetingFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  kind: Meeting.shape.kind.optional(),
  state: Meeting.shape.state.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  sort: sortBy(['startsAt'], '-startsAt'),
});
export const listMeetings = query('communication.list-meetings', { input: MeetingFilter, output: listOf(Meeting) });
export const getMeeting = query('communication.get-meeting', { input: z.object({ id: Id }), output: Meeting });
/** iCalendar (RFC 5545), with a sequence number that grows with each change. */
export const getMeetingFile = query('communication.get-meeting-file', {
  input: z.object({ id: Id }),
  output: z.object({ ics: z.string() }),
});
