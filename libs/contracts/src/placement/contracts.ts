import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, Instant, Money, TimeZone, Version } from '../shapes.js';
import { evidence, numberInPath, reason } from './fields.js';
import { EngagementKind, ProgrammeId, ProgrammeTerms, RateZone } from './programmes.js';
import { Channel, holidays, shifts } from './service-hours.js';
import { expectations } from './situations.js';

// Contracts and their amendments (PL-11, PM-11)

/** What a contract pins; starts from the programme and is adapted to the client (PL-11). */
export const ContractTerms = z
  .strictObject({
    ...ProgrammeTerms.shape,
    engagementKind: EngagementKind,
    hoursPerWeek: z.int().min(1).max(60),
    weeklyCapMinutes: z.int().min(1).max(10_080).nullable().meta({ description: 'TS-8' }),
    startsOn: Day,
    endsOn: Day,
    timeZone: TimeZone,
    shifts,
    holidays,
    channel: Channel,
    rateZone: RateZone,
    billRate: Money,
    payRate: Money,
    expectations: expectations
      .default([])
      .meta({ description: 'In plain words, beside those the terms say themselves' }),
  })
  .meta({ id: 'ContractTerms' });
export type ContractTerms = z.infer<typeof ContractTerms>;

/** The terms as their reader may see them: an expert sees no bill rate, a client no pay rate. */
export const ContractTermsView = z
  .object({ ...ContractTerms.shape, billRate: Money.optional(), payRate: Money.optional() })
  .meta({ id: 'ContractTermsView' });

/** What an AE may adapt: not what the programme alone decides (PL-1, PL-5, PL-9, RC-6), which stays pinned. */
export const ContractChange = ContractTerms.omit({
  minimumExperienceYears: true,
  minimumEnglish: true,
  shortestEngagementMonths: true,
  engagementKinds: true,
  floorRates: true,
  rateZone: true,
  commissionOnOwnHours: true,
  firstRefusalHours: true,
})
  // Without its default: what a change doesn't name stays.
  .extend({ expectations: expectations.max(200) })
  .partial()
  .meta({ id: 'ContractChange' });

export const Agreement = z
  .object({ party: z.enum(['client', 'expert']), at: Instant, by: z.string(), evidence: z.string().nullable() })
  .meta({ id: 'Agreement' });

export const Contract = z
  .object({
    placementId: Id,
    number: z.int().min(1).meta({ description: '1 is the contract; each amendment is a new number' }),
    programme: ProgrammeId,
    programmeVersion: z.int(),
    effectiveFrom: Day,
    state: z.enum(['draft', 'agreed', 'superseded', 'withdrawn']),
    terms: ContractTermsView,
    agreements: z.array(Agreement),
    reason: z.string().nullable(),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'Contract' });

export const listContracts = query('placement.list-contracts', {
  input: z.object({ placementId: Id }),
  output: z.object({ items: z.array(Contract) }),
});
export const getContract = query('placement.get-contract', {
  input: z.object({ placementId: Id, number: numberInPath }),
  output: Contract,
});
/** AE only, while a draft; agreements given before the change are void. */
export const adaptContract = command('placement.adapt-contract', {
  input: z.object({
    placementId: Id,
    number: numberInPath,
    version: Version,
    change: ContractChange,
  }),
  output: Contract,
});
/** The client's user or the expert agrees to exactly this version; an AE records a written agreement with `party` and `evidence`. */
export const ContractAgreement = z.strictObject({
  party: Agreement.shape.party.optional(),
  evidence: evidence.optional(),
});
export const agreeContract = command('placement.agree-contract', {
  input: z.object({
    placementId: Id,
    number: numberInPath,
    version: Version,
    ...ContractAgreement.shape,
  }),
  output: Contract,
});
/** PM-11: a dated amendment of a running contract; in force once both sides agreed. */
export const Amendment = z.strictObject({ effectiveFrom: Day, reason, change: ContractChange });
export const amendContract = command('placement.amend-contract', {
  input: z.object({ placementId: Id, ...Amendment.shape }),
  output: Contract,
});
