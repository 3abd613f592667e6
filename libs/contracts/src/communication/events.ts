import { z } from 'zod';
import { event } from '../contract.js';
import { Channel } from '../placement/index.js';
import { Day, Email, Id, Instant } from '../shapes.js';
import { BugState, Severity } from './bugs.js';
import { ClockKind, ClockSubject } from './clocks.js';
import { Attendee, Meeting } from './meetings.js';
import { PresenceFact } from './shifts.js';

const parties = { placementId: Id, clientId: Id, expertId: Id };
/** Accounts that are told first, next and last when a promise is in danger (CS-7); null where nobody is named. */
const care = { assignedTo: Id, teamLeadId: Id.nullable(), accountExecutiveId: Id.nullable() };

// Questions
const question = { questionId: Id, ...parties, ...care, subject: z.string() };
/** `inReplyTo`: the channel's id of the message this answers, so that a mail stands in its thread. */
const message = {
  messageId: Id,
  body: z.string(),
  by: z.string(),
  channel: Channel,
  inReplyTo: z.string().nullable(),
  to: Email.nullable().meta({ description: 'Who wrote last, when it is known by address' }),
};
export const questionAsked = event('communication.question-asked.v1', {
  aggregate: 'question',
  description: 'A client asked something (CS-4); the first-answer clock runs.',
  data: z.object({ ...question, body: z.string(), askedBy: z.string(), askedAt: Instant, dueAt: Instant.nullable() }),
});
export const questionAnswered = event('communication.question-answered.v1', {
  aggregate: 'question',
  description: 'The client gets a message: an answer, an honest "I don’t know yet", or a question back (CS-5).',
  data: z.object({
    ...question,
    ...message,
    kind: z.enum(['answer', 'checking', 'researching', 'waiting']),
    nextUpdateDue: Instant.nullable(),
    at: Instant,
  }),
});
export const questionReplied = event('communication.question-replied.v1', {
  aggregate: 'question',
  description: 'The client wrote again.',
  data: z.object({ ...question, body: z.string(), by: z.string(), at: Instant, reopened: z.boolean() }),
});
export const questionHelped = event('communication.question-helped.v1', {
  aggregate: 'question',
  description: 'The community helped with a checking question (CS-5).',
  data: z.object({ ...question, body: z.string(), by: z.string() }),
});
export const questionHandedOver = event('communication.question-handed-over.v1', {
  aggregate: 'question',
  description: 'Somebody else answers now: the expert takes a break, or is back (CS-3).',
  data: z.object({ ...question, from: Id, because: z.enum(['break', 'back']) }),
});
export const questionClosed = event('communication.question-closed.v1', {
  aggregate: 'question',
  description: 'A question ended with an action recorded (CS-5).',
  data: z.object({
    ...question,
    action: z.enum(['task', 'weekly-summary', 'none']),
    note: z.string(),
    taskId: Id.nullable(),
  }),
});

// Work that follows (TS-11)
export const workRequested = event('communication.work-requested.v1', {
  aggregate: 'work-request',
  description: 'Work follows from a question, a bug or a meeting: a task on the board (TS-11), once.',
  data: z.object({
    taskId: Id,
    placementId: Id,
    title: z.string(),
    description: z.string(),
    estimateMinutes: z.int().nullable(),
    source: z.object({ kind: z.enum(['question', 'bug', 'meeting']), id: Id }),
    requestedBy: z.string(),
    requestedAt: Instant,
  }),
});

// Clocks
const clock = {
  clockId: Id,
  kind: ClockKind,
  subjectKind: ClockSubject,
  subjectId: Id,
  title: z.string(),
  ...parties,
  ...care,
  targetSeconds: z.int(),
  startedAt: Instant,
};
export const clockStarted = event('communication.clock-started.v1', {
  aggregate: 'clock',
  description: 'A promise to a client begins to count (CS-7).',
  data: z.object({ ...clock, dueAt: Instant.nullable() }),
});
export const clockWarned = event('communication.clock-warned.v1', {
  aggregate: 'clock',
  description: 'A part of the promised time is used up (CS-7).',
  data: z.object({ ...clock, percent: z.int(), dueAt: Instant.nullable(), late: z.boolean() }),
});
export const clockBreached = event('communication.clock-breached.v1', {
  aggregate: 'clock',
  description: 'A promise was broken (CS-7); `late` when it was noticed more than a minute after.',
  data: z.object({ ...clock, breachedAt: Instant, late: z.boolean() }),
});
export const clockStopped = event('communication.clock-stopped.v1', {
  aggregate: 'clock',
  description: 'A promise was kept, or ended broken (CS-7); or its placement paused or ended before either.',
  data: z.object({
    ...clock,
    stoppedAt: Instant,
    countedSeconds: z.int(),
    because: z.enum(['done', 'paused', 'ended']),
    kept: z.boolean().meta({ description: 'Not broken until then' }),
  }),
});

// Bugs
const bug = { bugId: Id, ...parties, ...care, title: z.string(), severity: Severity };
export const bugReported = event('communication.bug-reported.v1', {
  aggregate: 'bug',
  description: 'A client reported a bug (CS-6).',
  data: z.object({ ...bug, description: z.string(), reportedBy: z.string(), reportedAt: Instant }),
});
export const bugMoved = event('communication.bug-moved.v1', {
  aggregate: 'bug',
  description: 'A bug was worked around, fixed, closed, reopened, or waits for the client (CS-6).',
  data: z.object({ ...bug, state: BugState, text: z.string(), by: z.string(), channel: Channel, at: Instant }),
});

// Mistakes
const mistake = { mistakeId: Id, ...parties, ...care, what: z.string(), knownAt: Instant };
export const mistakeRecorded = event('communication.mistake-recorded.v1', {
  aggregate: 'mistake',
  description: 'Somebody of the network learnt of a mistake (CS-8); the client is to be told.',
  data: z.object({ ...mistake, recordedBy: z.string(), dueAt: Instant.nullable() }),
});
export const mistakeTold = event('communication.mistake-told.v1', {
  aggregate: 'mistake',
  description: 'The client is told of a mistake (CS-8).',
  data: z.object({ ...mistake, message: z.string(), toldBy: z.string(), toldAt: Instant, channel: Channel }),
});
export const mistakePutRight = event('communication.mistake-put-right.v1', {
  aggregate: 'mistake',
  description: 'A mistake was put right (CS-8).',
  data: z.object({ ...mistake, remedy: z.string(), putRightAt: Instant, channel: Channel }),
});

// Shifts
const shift = {
  shiftId: Id,
  ...parties,
  teamLeadId: Id.nullable(),
  accountExecutiveId: Id.nullable(),
  day: Day,
  timeZone: z.string(),
};
export const checkedIn = event('communication.checked-in.v1', {
  aggregate: 'shift',
  description: 'An expert came to its shift (CS-1).',
  data: z.object({ ...shift, startsAt: Instant, checkedInAt: Instant, lateMinutes: z.int() }),
});
export const showTimePassed = event('communication.show-time-passed.v1', {
  aggregate: 'shift',
  description: 'An expert is not there at show-time: a reminder to the expert (CS-1).',
  data: z.object({ ...shift, startsAt: Instant, showTimeBy: Instant }),
});
export const noShow = event('communication.no-show.v1', {
  aggregate: 'shift',
  description: 'An expert did not come: AE and team lead are alerted (CS-1).',
  data: z.object({ ...shift, startsAt: Instant, late: z.boolean() }),
});
export const updateGiven = event('communication.update-given.v1', {
  aggregate: 'shift',
  description: 'A status for an hour of a shift (CS-2).',
  data: z.object({ ...shift, slotId: Id, dueAt: Instant, text: z.string(), givenAt: Instant }),
});
export const updateReminded = event('communication.update-reminded.v1', {
  aggregate: 'shift',
  description: 'A friendly reminder of an update, from the AE’s desk (CS-2).',
  data: z.object({ ...shift, slotId: Id, dueAt: Instant }),
});
export const updateMissed = event('communication.update-missed.v1', {
  aggregate: 'shift',
  description: 'An hour without an update (CS-2): never a strike and never conduct.',
  data: z.object({ ...shift, slotId: Id, dueAt: Instant, late: z.boolean() }),
});
export const breakStarted = event('communication.break-started.v1', {
  aggregate: 'shift',
  description: 'An expert will be right back (CS-3).',
  data: z.object({ ...shift, breakId: Id, startedAt: Instant, expectedBackAt: Instant, coveredBy: Id.nullable() }),
});
export const breakOverdue = event('communication.break-overdue.v1', {
  aggregate: 'shift',
  description: 'A break passed its expected end: a reminder to the expert (CS-3).',
  data: z.object({ ...shift, breakId: Id, expectedBackAt: Instant }),
});
export const breakEnded = event('communication.break-ended.v1', {
  aggregate: 'shift',
  description: 'An expert is back (CS-3).',
  data: z.object({ ...shift, breakId: Id, endedAt: Instant, late: z.boolean() }),
});
export const presenceNoted = event('communication.presence-noted.v1', {
  aggregate: 'shift',
  description: 'A fact for a conversation, not an accusation (CS-1 to CS-3); `late` when it was noticed late.',
  data: z.object({
    ...shift,
    factId: Id,
    kind: PresenceFact.shape.kind,
    at: Instant,
    minutes: z.int().nullable(),
    late: z.boolean(),
  }),
});

// Meetings
const meeting = {
  meetingId: Id,
  ...parties,
  kind: Meeting.shape.kind,
  title: z.string(),
  startsAt: Instant,
  minutes: z.int(),
  timeZone: z.string(),
  attendees: z.array(Attendee),
};
export const meetingScheduled = event('communication.meeting-scheduled.v1', {
  aggregate: 'meeting',
  description: 'A meeting was scheduled, moved or cancelled (CS-11); `ics` is its iCalendar file.',
  data: z.object({
    ...meeting,
    what: z.enum(['scheduled', 'changed', 'cancelled']),
    agenda: z.string(),
    reason: z.string().nullable(),
    ics: z.string(),
  }),
});
export const meetingHeld = event('communication.meeting-held.v1', {
  aggregate: 'meeting',
  description: 'A meeting took place (CS-11).',
  data: z.object({ ...meeting, notes: z.string(), followUps: z.array(z.object({ title: z.string(), taskId: Id })) }),
});
