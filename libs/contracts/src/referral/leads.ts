import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Email, Id, Instant, listOf, Page, sortBy, text, Version } from '../shapes.js';
import { country, evidence, reason } from '../placement/fields.js';
import { ProgrammeId } from '../placement/programmes.js';
import { ReferrerKind } from './referrer-kind.js';

// Leads (RC-1 to RC-3)

export const LeadState = z
  .enum(['held', 'new', 'introduced', 'presented', 'planning', 'won', 'lost', 'refused'])
  .meta({ id: 'LeadState', description: 'held: a person looks at it first (RC-1); the rest are the stages of RC-2' });
/** The steps by which a lead comes nearer; each needs what its note in the documentation says (RC-2). */
export const LeadStage = z.enum(['introduced', 'presented', 'planning']).meta({ id: 'LeadStage' });

export const LeadCompany = z
  .strictObject({
    name: text(200),
    domain: text(253).optional().meta({
      description: 'Of its website or mail; whatever is below it is the same company',
      example: 'blueheron.example',
    }),
    taxId: text(30).optional(),
    country: country.optional(),
  })
  .meta({ id: 'LeadCompany' });
export const LeadContact = z
  .strictObject({ name: text(120), email: Email, phone: text(40).optional(), title: text(80).optional() })
  .meta({ id: 'LeadContact' });

export const NewLead = z
  .strictObject({
    referrerId: Id.optional().meta({ description: 'Staff name the referrer; everybody else registers its own' }),
    company: LeadCompany,
    contact: LeadContact,
    need: text(5_000).meta({ description: 'What they look for' }),
    relation: text(2_000).meta({ description: 'How the referrer knows them' }),
    programme: ProgrammeId.optional().meta({
      description: 'Whose commission is pinned; staff name it, `network` unless given',
    }),
  })
  .meta({ id: 'NewLead' });

/** Why a person has to look at a lead before it counts (RC-1). */
export const ReviewKind = z.enum(['lookalike-name', 'known-person', 'shared-bank-details', 'circle']).meta({
  id: 'ReviewKind',
  description:
    'lookalike-name: of another lead or client; known-person: the contact has an account or a code; ' +
    'shared-bank-details: two have one bank account; circle: two bring each other’s people',
});
export const LeadReview = z
  .object({
    id: Id,
    leadId: Id,
    kind: ReviewKind,
    detail: z.string().meta({ description: 'What was found, in words' }),
    otherLeadId: Id.nullable().meta({ description: 'The lead it is like' }),
    otherClientId: Id.nullable().meta({ description: 'The client it is like, or shares the account with' }),
    openedAt: Instant,
    decision: z.enum(['cleared', 'confirmed']).nullable(),
    decidedAt: Instant.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'LeadReview' });

export const PlannedTask = z
  .object({ id: Id, title: z.string(), description: z.string().nullable(), estimateMinutes: z.int() })
  .meta({ id: 'PlannedTask' });
/** RC-2: the draft board, which becomes the real one of the client's first placement. */
export const LeadPlan = z
  .object({ summary: z.string(), tasks: z.array(PlannedTask), estimateMinutes: z.int() })
  .meta({ id: 'LeadPlan' });

export const LeadMeeting = z
  .object({ heldAt: Instant, minutes: z.int(), notes: z.string() })
  .meta({ id: 'LeadMeeting' });

export const Lead = z
  .object({
    id: Id,
    referrerId: Id,
    referrerKind: ReferrerKind,
    referrerName: z.string(),
    company: LeadCompany,
    contact: LeadContact,
    need: z.string(),
    relation: z.string(),
    state: LeadState,
    programme: z.string(),
    ratePercent: z.int().meta({ description: 'Pinned when the lead was accepted (RC-4)' }),
    acceptedAt: Instant.nullable(),
    protectedUntil: Instant.nullable().meta({ description: 'RC-1; a client won is kept for life' }),
    extended: z.boolean().meta({ description: 'Its protection, which is possible once (RC-1)' }),
    meeting: LeadMeeting.nullable(),
    plan: LeadPlan.nullable(),
    clientId: Id.nullable().meta({ description: 'The client account (RC-2)' }),
    reportedWin: z
      .object({ reason: z.string(), at: Instant, by: z.string() })
      .nullable()
      .meta({ description: 'The referrer says that it was won, until the network has decided (RC-3)' }),
    held: z.array(ReviewKind).meta({
      description: 'What a person looks at before it counts; nothing of what was found, which may be about others',
    }),
    reviews: z.array(LeadReview).optional().meta({ description: 'For staff' }),
    history: z.array(Change),
    version: Version,
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Lead' });

/** `held` says which kinds of review wait; nothing of what they found, which may be about others. */
export const RegisteredLead = z
  .object({ id: Id, state: LeadState, protectedUntil: Instant.nullable(), held: z.array(ReviewKind) })
  .meta({ id: 'RegisteredLead' });

/**
 * RC-1. Refuses 409 `referral.lead-taken` with what to do, 409 `referral.already-client`, 422 `referral.self-referral`,
 * 422 `referral.circle`.
 */
export const registerLead = command('referral.register-lead', { input: NewLead, output: RegisteredLead });
export const getLead = query('referral.get-lead', { input: z.object({ id: Id }), output: Lead });
/** GW-3. Not `clientId`, which everywhere names whose something is: a client asks for what it earns by another. */
export const broughtClient = {
  broughtClientId: Id.optional().meta({ description: 'The client that was brought: `clientId` of what is listed' }),
};
export const LeadFilter = z.object({
  ...Page.shape,
  referrerId: Id.optional(),
  state: LeadState.optional(),
  ...broughtClient,
  q: text(100, 0).optional().meta({ description: 'Part of the name of the company' }),
  sort: sortBy(['createdAt', 'companyName', 'protectedUntil'], '-createdAt'),
});
export const listLeads = query('referral.list-leads', { input: LeadFilter, output: listOf(Lead) });

export const ReviewFilter = z.object({
  ...Page.shape,
  leadId: Id.optional(),
  kind: ReviewKind.optional(),
  open: z.enum(['true', 'false']).optional().meta({ description: 'Not judged yet' }),
  sort: sortBy(['openedAt'], 'openedAt'),
});
export const listReviews = query('referral.list-reviews', { input: ReviewFilter, output: listOf(LeadReview) });
export const ReviewDecision = z
  .strictObject({ decision: z.enum(['cleared', 'confirmed']), reason })
  .meta({ id: 'ReviewDecision' });
/** Clearing the last open review accepts a held lead; confirming one refuses the lead (RC-1). */
export const decideReview = command('referral.decide-review', {
  input: z.object({ id: Id, ...ReviewDecision.shape }),
  output: LeadReview,
});

export const Extension = z.strictObject({ evidence }).meta({ id: 'ProtectionExtension' });
export const extendProtection = command('referral.extend-protection', {
  input: z.object({ id: Id, ...Extension.shape }),
  output: Lead,
});
export const StageStep = z
  .strictObject({
    stage: LeadStage,
    note: text(2_000),
    meeting: z
      .strictObject({ heldAt: Instant, minutes: z.int().min(1).max(600), notes: text(5_000) })
      .optional()
      .meta({ description: 'Needed for `introduced`: 30 to 60 minutes' }),
  })
  .meta({ id: 'LeadStageStep' });
export const advanceLead = command('referral.advance-lead', {
  input: z.object({ id: Id, ...StageStep.shape }),
  output: Lead,
});
export const NewPlan = z
  .strictObject({
    summary: text(10_000),
    tasks: z
      .array(
        z.strictObject({
          title: text(200),
          description: text(5_000).optional(),
          estimateMinutes: z.int().min(1).max(600_000),
        }),
      )
      .min(1)
      .max(200),
  })
  .meta({ id: 'NewLeadPlan' });
/** RC-2: replaces the whole draft board. */
export const setPlan = command('referral.set-plan', {
  input: z.object({ id: Id, version: Version, plan: NewPlan }),
  output: Lead,
});
export const ClientLink = z.strictObject({ clientId: Id }).meta({ id: 'LeadClientLink' });
export const linkClient = command('referral.link-client', {
  input: z.object({ id: Id, version: Version, ...ClientLink.shape }),
  output: Lead,
});
export const LeadOutcome = z.strictObject({ outcome: z.enum(['won', 'lost']), reason }).meta({ id: 'LeadOutcome' });
/** RC-3: the network's word decides; a referrer's win is reported until the network confirms it, its loss stands. */
export const recordOutcome = command('referral.record-outcome', {
  input: z.object({ id: Id, ...LeadOutcome.shape }),
  output: Lead,
});
