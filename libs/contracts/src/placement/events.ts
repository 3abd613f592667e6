import { z } from 'zod';
import { event } from '../contract.js';
import { Day, Id, Instant } from '../shapes.js';
import { Contact } from './clients.js';
import { ContractTerms } from './contracts.js';
import { ExpertStage } from './experts.js';
import { ProgrammeId } from './programmes.js';

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
