import { z } from 'zod';
import { event } from '../contract.js';
import { Day, Id, Instant } from '../shapes.js';
import { Contact } from './clients.js';
import { ConductCategory } from './conduct.js';
import { ContractTerms } from './contracts.js';
import { ExpertStage } from './experts.js';
import { IssueKey } from './issues.js';
import { ProgrammeId, ProgrammeTerms } from './programmes.js';

const client = {
  clientId: Id,
  name: z.string(),
  timeZone: z.string(),
  country: z.string(),
  /** Account of the owning account executive. */
  ownerId: Id.nullable().default(null),
  contacts: z.array(Contact).default([]),
};
const expert = {
  expertId: Id,
  name: z.string(),
  country: z.string(),
  timeZone: z.string(),
  /** Account of its team lead. */
  teamLeadId: Id.nullable().default(null),
};

export const clientRegistered = event('placement.client-registered.v1', {
  aggregate: 'client',
  description: 'A client company joined the network.',
  data: z.object(client),
});
export const clientChanged = event('placement.client-changed.v1', {
  aggregate: 'client',
  description: 'A client changed its name, zone, owner or contacts.',
  data: z.object(client),
});

export const expertApplied = event('placement.expert-applied.v1', {
  aggregate: 'expert',
  description: 'An expert applied (PL-1).',
  data: z.object(expert),
});
export const expertChanged = event('placement.expert-changed.v1', {
  aggregate: 'expert',
  description: 'An expert changed its profile.',
  data: z.object(expert),
});
export const expertStageChanged = event('placement.expert-stage-changed.v1', {
  aggregate: 'expert',
  description: 'An expert was screened, certified, suspended, reinstated or terminated (PL-1).',
  data: z.object({
    expertId: Id,
    stage: ExpertStage,
    programme: ProgrammeId.nullable(),
    reason: z.string().nullable(),
    at: Instant,
  }),
});

export const programmePublished = event('placement.programme-published.v1', {
  aggregate: 'programme',
  description:
    'A programme, or the next version of one, is published; those that ship with the product at the first start.',
  data: z.object({ programme: ProgrammeId, version: z.int(), name: z.string(), terms: ProgrammeTerms }),
});

export const openingDescribed = event('placement.opening-described.v1', {
  aggregate: 'opening',
  description: 'A client described a need (PL-4).',
  data: z.object({ openingId: Id, clientId: Id, programme: ProgrammeId, title: z.string(), startsOn: Day }),
});
export const openingWithdrawn = event('placement.opening-withdrawn.v1', {
  aggregate: 'opening',
  description: 'An opening was withdrawn.',
  data: z.object({ openingId: Id, clientId: Id, reason: z.string() }),
});
export const offerMade = event('placement.offer-made.v1', {
  aggregate: 'opening',
  description: 'An expert offered for an opening, or accepted a suggestion (PL-6).',
  data: z.object({ openingId: Id, offerId: Id, expertId: Id, clientId: Id }),
});
export const offerWithdrawn = event('placement.offer-withdrawn.v1', {
  aggregate: 'opening',
  description: 'An expert withdrew an offer or declined a suggestion (PL-6).',
  data: z.object({ openingId: Id, offerId: Id, expertId: Id, clientId: Id }),
});
export const expertSuggested = event('placement.expert-suggested.v1', {
  aggregate: 'opening',
  description: 'The team suggested an expert, who must accept (PL-6).',
  data: z.object({ openingId: Id, offerId: Id, expertId: Id, clientId: Id }),
});

export const firstRefusalOpened = event('placement.first-refusal-opened.v1', {
  aggregate: 'opening',
  description: 'The expert who brought the client is first on its opening until then, if it offers (RC-6).',
  data: z.object({ openingId: Id, clientId: Id, expertId: Id, until: Instant }),
});

const parties = { placementId: Id, clientId: Id, expertId: Id };

export const placementSelected = event('placement.placement-selected.v1', {
  aggregate: 'placement',
  description: 'The client selected an expert (PL-8); the 24-hour start runs (PL-10).',
  data: z.object({ ...parties, openingId: Id, offerId: Id, programme: ProgrammeId, readyBy: Instant }),
});
export const contractAgreed = event('placement.contract-agreed.v1', {
  aggregate: 'placement',
  description: 'Both sides agreed to the contract (PL-11).',
  data: z.object({ ...parties, number: z.int(), effectiveFrom: Day, terms: ContractTerms }),
});
export const placementActivated = event('placement.placement-activated.v1', {
  aggregate: 'placement',
  description: 'A placement runs: its board, promises and rates begin (PL-9).',
  data: z.object({
    ...parties,
    title: z.string(),
    clientName: z.string(),
    expertName: z.string(),
    programme: ProgrammeId,
    programmeVersion: z.int(),
    terms: ContractTerms,
  }),
});
export const contractAmended = event('placement.contract-amended.v1', {
  aggregate: 'placement',
  description: 'An amendment agreed by both sides changes the contract from a day on (PM-11).',
  data: z.object({ ...parties, number: z.int(), effectiveFrom: Day, terms: ContractTerms }),
});
export const placementPaused = event('placement.placement-paused.v1', {
  aggregate: 'placement',
  description: 'A placement pauses: no hours from the day named until it resumes.',
  data: z.object({ ...parties, from: Day, reason: z.string() }),
});
export const placementResumed = event('placement.placement-resumed.v1', {
  aggregate: 'placement',
  description: 'A paused placement runs again from the day named.',
  data: z.object({ ...parties, from: Day, reason: z.string() }),
});
export const placementEnded = event('placement.placement-ended.v1', {
  aggregate: 'placement',
  description: 'A placement ended; `endsOn` is its last day of work.',
  data: z.object({ ...parties, endsOn: Day, reason: z.string() }),
});
export const placementCancelled = event('placement.placement-cancelled.v1', {
  aggregate: 'placement',
  description: 'A selection came to nothing before it began.',
  data: z.object({ ...parties, reason: z.string() }),
});
export const startPromiseBroken = event('placement.start-promise-broken.v1', {
  aggregate: 'placement',
  description: 'The expert was not ready within 24 hours of the decision (PL-10).',
  data: z.object({ ...parties, readyBy: Instant }),
});

// Lost clients and strikes
export const issueCategorySet = event('placement.issue-category-set.v1', {
  aggregate: 'issue-category',
  description: 'An issue category was added or changed: its name, its group of related ones (QN-4, PL-13).',
  data: z.object({
    categoryId: Id,
    key: IssueKey,
    name: z.string(),
    group: IssueKey,
    groupName: z.string(),
    active: z.boolean(),
  }),
});

const strike = { lossId: Id, placementId: Id, clientId: Id, expertId: Id, category: IssueKey, group: IssueKey };
export const clientLost = event('placement.client-lost.v1', {
  aggregate: 'loss',
  description: 'A client ended a placement, or asked for another expert, because of an issue (PL-13).',
  data: z.object({ ...strike, what: z.string(), lostAt: Instant, barred: z.boolean() }),
});
export const strikeForgiven = event('placement.strike-forgiven.v1', {
  aggregate: 'loss',
  description: 'A later placement went well: the strike stays in the history and no longer counts (PL-13).',
  data: z.object({
    ...strike,
    because: z.enum(['ended-well', 'ninety-days']),
    laterPlacementId: Id,
    forgivenAt: Instant,
  }),
});
export const strikeLifted = event('placement.strike-lifted.v1', {
  aggregate: 'loss',
  description: 'An administrator lifted a strike with a written reason (PL-13).',
  data: z.object({ ...strike, reason: z.string(), liftedBy: z.string(), liftedAt: Instant }),
});

// Conduct
const record = { recordId: Id, expertId: Id, category: ConductCategory };
export const conductRecorded = event('placement.conduct-recorded.v1', {
  aggregate: 'conduct',
  description: 'Something about an expert’s conduct was put on record (PL-14); the expert sees it and may answer.',
  data: z.object({ ...record, what: z.string(), step: z.string(), recordedBy: z.string(), at: Instant }),
});
export const conductAnswered = event('placement.conduct-answered.v1', {
  aggregate: 'conduct',
  description: 'The expert answered a record, or appealed a decision (PL-14).',
  data: z.object({ ...record, kind: z.enum(['answer', 'appeal']), text: z.string(), at: Instant }),
});
export const terminationProposed = event('placement.termination-proposed.v1', {
  aggregate: 'conduct',
  description: 'A termination was proposed; a person decides (PL-14).',
  data: z.object({ ...record, reason: z.string(), proposedBy: z.string(), at: Instant }),
});
export const conductDecided = event('placement.conduct-decided.v1', {
  aggregate: 'conduct',
  description: 'A person decided a proposed termination, or an appeal against it (PL-14).',
  data: z.object({
    ...record,
    decision: z.enum(['terminated', 'kept', 'appeal-upheld', 'appeal-refused']),
    reason: z.string(),
    decidedBy: z.string(),
    at: Instant,
  }),
});
