import { z } from 'zod';
import { command, query } from '../contract.js';
import { IssueKey } from '../placement/issues.js';
import { Change, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';

// Complaints and coaching (QN-4), problems seen twice (QN-11)

export const ComplaintState = z
  .enum(['open', 'coaching', 'resolved', 'recurred', 'lost-client'])
  .meta({ id: 'ComplaintState' });
export const ComplaintSeverity = z.enum(['minor', 'serious', 'critical']).meta({ id: 'ComplaintSeverity' });

export const CoachingSession = z
  .object({
    id: Id,
    heldAt: Instant,
    minutes: z.int().nullable(),
    coach: z.string().meta({ example: 'Tom Lead' }),
    agreed: z.string().meta({ example: 'Say within the half hour that you are checking, and when you will know.' }),
    notes: z.string().optional().meta({ description: 'For staff only', example: 'Shy on the phone; writes well.' }),
  })
  .meta({ id: 'CoachingSession', description: 'QN-4: help, not discipline' });

export const Complaint = z
  .object({
    id: Id,
    label: z.string().meta({
      description: 'What a complaint is, and is not',
      example: 'What a client was not content with, so that we can help. Coaching is help, not discipline.',
    }),
    placementId: Id,
    title: z.string().meta({ description: 'Of the placement' }),
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    category: IssueKey,
    categoryName: z.string().meta({ example: 'Slow answers' }),
    group: IssueKey.meta({
      description: 'Of related categories, as it was when the complaint was logged',
      example: 'answers',
    }),
    severity: ComplaintSeverity,
    what: z
      .string()
      .meta({ description: 'In the words of the client', example: 'We wait half a day for a simple answer.' }),
    internalNote: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'For staff only', example: 'The second time Carla says so.' }),
    state: ComplaintState,
    recurrenceOf: Id.nullable().meta({ description: 'The earlier complaint that came back' }),
    sessions: z.array(CoachingSession),
    how: z
      .string()
      .nullable()
      .meta({ description: 'How it was resolved', example: 'Two weeks of answers in time; Carla is content.' }),
    loggedBy: z.string().meta({ example: 'Elena Marsh' }),
    loggedAt: Instant,
    closedAt: Instant.nullable().meta({ description: 'When it was resolved, came back, or cost the client' }),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Complaint' });

/** An AE or an administrator. 422 `quality.no-such-category`, 422 `quality.not-recurring`. */
export const NewComplaint = z
  .strictObject({
    placementId: Id,
    category: IssueKey,
    severity: ComplaintSeverity,
    what: text(10_000).meta({ description: 'In the words of the client; the expert sees it' }),
    internalNote: text(10_000).optional().meta({ description: 'For staff only' }),
    recurrenceOf: Id.nullable().optional().meta({
      description:
        'A resolved complaint of the same placement, in the same category or a related one. Left out: the latest in the same category, if there is one; null: none.',
    }),
  })
  .meta({ id: 'NewComplaint' });
export const logComplaint = command('quality.log-complaint', { input: NewComplaint, output: Complaint });

/** The expert's team lead, an AE or an administrator. 422 `quality.held-in-future`, `quality.held-before-start`. */
export const NewCoachingSession = z
  .strictObject({
    heldAt: Instant,
    minutes: z.int().min(1).max(480).optional(),
    notes: text(10_000).meta({ description: 'For staff only' }),
    agreed: text(10_000).meta({ description: 'What was agreed; the expert sees it' }),
  })
  .meta({ id: 'NewCoachingSession' });
export const recordCoaching = command('quality.record-coaching', {
  input: z.object({ id: Id, ...NewCoachingSession.shape }),
  output: Complaint,
});

/** An AE or an administrator. 409 `quality.complaint-state` once it is closed. */
export const ComplaintResolution = z
  .strictObject({ how: text(10_000).meta({ description: 'The expert sees it' }) })
  .meta({ id: 'ComplaintResolution' });
export const resolveComplaint = command('quality.resolve-complaint', {
  input: z.object({ id: Id, ...ComplaintResolution.shape }),
  output: Complaint,
});

export const ComplaintFilter = z.object({
  ...Page.shape,
  placementId: Id.optional(),
  clientId: Id.optional(),
  expertId: Id.optional(),
  category: IssueKey.optional(),
  group: IssueKey.optional(),
  severity: ComplaintSeverity.optional(),
  state: ComplaintState.optional(),
  sort: sortBy(['loggedAt'], '-loggedAt'),
});
/** Staff, a team lead for its own people; an expert its own, without what is for staff only. A client none. */
export const listComplaints = query('quality.list-complaints', { input: ComplaintFilter, output: listOf(Complaint) });
export const getComplaint = query('quality.get-complaint', { input: z.object({ id: Id }), output: Complaint });

export const RepeatedProblem = z
  .object({
    id: Id,
    category: IssueKey,
    categoryName: z.string().meta({ example: 'Slow answers' }),
    times: z.int().meta({ description: 'How often it was seen, in the whole network' }),
    firstSeenAt: Instant,
    lastSeenAt: Instant,
    seen: z
      .array(
        z.object({
          complaintId: Id,
          placementId: Id,
          title: z.string(),
          clientName: z.string(),
          what: z.string().meta({ example: 'We wait half a day for a simple answer.' }),
          loggedAt: Instant,
        }),
      )
      .meta({ description: 'Where; a team lead sees the places of its own people' }),
  })
  .meta({ id: 'RepeatedProblem', description: 'QN-11: seen twice, and proposed as a situation for contracts (PL-11)' });
export const ProblemFilter = z.object({
  ...Page.shape,
  category: IssueKey.optional(),
  sort: sortBy(['lastSeenAt'], '-lastSeenAt'),
});
export const listProblems = query('quality.list-problems', { input: ProblemFilter, output: listOf(RepeatedProblem) });
