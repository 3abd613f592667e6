import { z } from 'zod';
import { event } from '../contract.js';
import { Id, Instant, Money } from '../shapes.js';
import { LeadStage, PlannedTask, ReviewKind } from './leads.js';
import { ReferrerKind } from './referrer-kind.js';

const referrer = {
  referrerId: Id,
  referrerKind: ReferrerKind,
  /** The referrer, where it is an expert: its commission goes to its safe balance. */
  expertId: Id.nullable(),
};
const lead = {
  leadId: Id,
  ...referrer,
  companyName: z.string(),
};

export const outsiderAdded = event('referral.outsider-added.v1', {
  aggregate: 'referrer',
  description: 'Somebody without an account may bring clients, by a referral code (RC-1).',
  data: z.object({ referrerId: Id, name: z.string(), email: z.string() }),
});

export const leadRegistered = event('referral.lead-registered.v1', {
  aggregate: 'lead',
  description: 'A lead was registered and is accepted, or held until a person has looked at it (RC-1).',
  data: z.object({ ...lead, held: z.array(ReviewKind), registeredBy: z.string() }),
});
export const leadAccepted = event('referral.lead-accepted.v1', {
  aggregate: 'lead',
  description: 'A lead is accepted: its referrer owns it, protected until then (RC-1).',
  data: z.object({ ...lead, ratePercent: z.int(), protectedUntil: Instant }),
});
export const leadRefused = event('referral.lead-refused.v1', {
  aggregate: 'lead',
  description: 'A held lead was refused, or an accepted one after a review (RC-1).',
  data: z.object({ ...lead, reason: z.string() }),
});
export const leadReviewOpened = event('referral.lead-review-opened.v1', {
  aggregate: 'lead',
  description:
    'Something about a lead has to be judged by a person; a held one waits for it, the commission of another does (RC-1).',
  data: z.object({ ...lead, reviewId: Id, kind: ReviewKind, detail: z.string() }),
});
export const leadReviewDecided = event('referral.lead-review-decided.v1', {
  aggregate: 'lead',
  description:
    'What was open about a lead is judged: cleared, or confirmed, which refuses the lead; without a person only when the money it was found by was another’s (RC-1).',
  data: z.object({
    ...lead,
    reviewId: Id,
    kind: ReviewKind,
    decision: z.enum(['cleared', 'confirmed']),
    reason: z.string(),
    decidedBy: z.string(),
  }),
});
export const leadAdvanced = event('referral.lead-advanced.v1', {
  aggregate: 'lead',
  description: 'A lead came a stage nearer (RC-2).',
  data: z.object({ ...lead, stage: LeadStage, note: z.string(), at: Instant }),
});
export const protectionExtended = event('referral.protection-extended.v1', {
  aggregate: 'lead',
  description: 'The protection of a lead was extended, with evidence (RC-1).',
  data: z.object({ ...lead, protectedUntil: Instant }),
});
export const protectionEnding = event('referral.protection-ending.v1', {
  aggregate: 'lead',
  description: 'The protection of a lead ends in a week (RC-1).',
  data: z.object({ ...lead, protectedUntil: Instant, mayExtend: z.boolean() }),
});
export const protectionEnded = event('referral.protection-ended.v1', {
  aggregate: 'lead',
  description: 'The protection of a lead ended: another may register the company (RC-1).',
  data: z.object({ ...lead, endedAt: Instant }),
});
export const outcomeReported = event('referral.outcome-reported.v1', {
  aggregate: 'lead',
  description: 'The referrer says that a lead was won; the network confirms it (RC-3).',
  data: z.object({ ...lead, reason: z.string(), reportedBy: z.string(), at: Instant }),
});
export const leadWon = event('referral.lead-won.v1', {
  aggregate: 'lead',
  description:
    'A lead became a client: commission for its life (RC-4), priority (RC-6), its plan the first board (RC-2).',
  data: z.object({
    ...lead,
    clientId: Id,
    ratePercent: z.int(),
    plan: z.object({ summary: z.string(), tasks: z.array(PlannedTask) }),
    reason: z.string(),
    recordedBy: z.string(),
    wonAt: Instant,
  }),
});
export const leadLost = event('referral.lead-lost.v1', {
  aggregate: 'lead',
  description: 'A lead was lost (RC-3).',
  data: z.object({
    ...lead,
    reason: z.string(),
    recordedBy: z.string(),
    recordedByReferrer: z.boolean().meta({ description: 'Then the network is told, else the referrer' }),
    lostAt: Instant,
  }),
});

const commission = {
  commissionId: Id,
  ...referrer,
  leadId: Id,
  clientId: Id,
  invoiceId: Id,
  paymentId: Id,
};
export const commissionEarned = event('referral.commission-earned.v1', {
  aggregate: 'commission',
  description: 'Money of a client that somebody brought came in: a commission, held until released (RC-4, RC-5).',
  data: z.object({
    ...commission,
    /** The part of the payment that went to the invoice. */
    movementId: Id,
    base: Money,
    ratePercent: z.int(),
    amount: Money,
    earnedAt: Instant,
    releaseAt: Instant,
  }),
});
export const commissionTakenBack = event('referral.commission-taken-back.v1', {
  aggregate: 'commission',
  description: 'A refund or credit note took its share back; after release it is set off against the next (RC-5).',
  data: z.object({
    ...commission,
    takenBackId: Id,
    movementId: Id.nullable().meta({ description: 'The refund or credit note; null when the lead was refused' }),
    amount: Money,
    afterRelease: z.boolean(),
    at: Instant,
  }),
});
export const commissionReleased = event('referral.commission-released.v1', {
  aggregate: 'commission',
  description:
    'A commission was released: `credited` goes to the safe balance, `setOff` against what was owed back (RC-5).',
  data: z.object({ ...commission, credited: Money, setOff: Money, releasedAt: Instant }),
});

export const concentrationExceeded = event('referral.concentration-exceeded.v1', {
  aggregate: 'concentration',
  description: 'One client has more than the limit of placements or of revenue (PL-18).',
  data: z.object({
    clientId: Id,
    clientName: z.string(),
    of: z.enum(['placements', 'revenue']),
    currency: z.string().nullable().meta({ description: 'Of the revenue, each by itself; none of placements' }),
    shareBasisPoints: z.int(),
    limitBasisPoints: z.int(),
    at: Instant,
  }),
});
