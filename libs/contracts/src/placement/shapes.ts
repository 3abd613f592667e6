import { z } from 'zod';
import { Change, Day, Email, Id, Instant, Money, text, TimeZone, Version } from '../shapes.js';

export const RateZone = z.enum(['eu-asia', 'us-western-europe']).meta({ id: 'RateZone', description: 'PL-5' });
export const EngagementKind = z.enum(['full-time', 'part-time', 'hourly']).meta({ id: 'EngagementKind' });
export const EnglishLevel = z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2']).meta({ id: 'EnglishLevel' });

const minutes = z.int().min(1).max(525_600);
const hours = z.int().min(1).max(8_760);
const days = z.int().min(1).max(366);

/** Section 1 of the rules: the defaults a contract starts from. `null` switches a duty off. */
export const ProgrammeTerms = z
  .strictObject({
    minimumExperienceYears: z.int().min(0).max(50),
    minimumEnglish: EnglishLevel,
    shortestEngagementMonths: z.int().min(0).max(60),
    engagementKinds: z.array(EngagementKind).min(1),
    hourlyUpdate: z.strictObject({ everyMinutes: minutes, graceMinutes: z.int().min(0).max(525_600) }).nullable(),
    showTimeToleranceMinutes: z.int().min(0).max(525_600).nullable(),
    breakNotices: z.boolean(),
    firstAnswerMinutes: minutes,
    productionBugFix: z.strictObject({ withinMinutes: minutes, warnAtMinutes: minutes }),
    mistakeToldMinutes: minutes,
    oneToOneEveryDays: z.strictObject({ expert: days, client: days }),
    npsEveryDays: days,
    floorRates: z.strictObject({ 'eu-asia': Money, 'us-western-europe': Money }),
    settlementEveryDays: days,
    payoutPromiseHours: hours,
    referralCommissionPercent: z.int().min(0).max(100),
    readyToStartHours: hours,
  })
  .meta({ id: 'ProgrammeTerms' });
export type ProgrammeTerms = z.infer<typeof ProgrammeTerms>;

export const ProgrammeId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be lower-case words joined by hyphens')
  .meta({ example: 'delivery-method' });

export const Programme = z
  .object({
    id: ProgrammeId,
    version: z.int().min(1),
    name: z.string(),
    terms: ProgrammeTerms,
    publishedAt: Instant,
    publishedBy: z.string(),
  })
  .meta({ id: 'Programme' });

export const Contact = z
  .object({ id: Id, name: z.string(), email: z.string(), phone: z.string().nullable(), title: z.string().nullable() })
  .meta({ id: 'Contact' });

export const NewContact = z
  .strictObject({ name: text(120), email: Email, phone: text(40).optional(), title: text(80).optional() })
  .meta({ id: 'NewContact' });

export const Client = z
  .object({
    id: Id,
    name: z.string(),
    country: z.string(),
    timeZone: TimeZone,
    ownerId: Id.nullable().meta({ description: 'Account of the owning account executive' }),
    contacts: z.array(Contact),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
    updatedBy: z.string(),
  })
  .meta({ id: 'Client' });

const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code such as DE')
  .meta({ example: 'DE' });

export const NewClient = z
  .strictObject({
    name: text(200),
    country,
    timeZone: TimeZone,
    ownerId: Id.optional(),
    contacts: z.array(NewContact).max(50).default([]),
  })
  .meta({ id: 'NewClient' });

export const ClientChange = z
  .strictObject({ name: text(200), timeZone: TimeZone, ownerId: Id.nullable() })
  .partial()
  .meta({ id: 'ClientChange' });

export const Skill = z
  .strictObject({
    name: text(60).meta({ example: 'TypeScript' }),
    years: z.number().min(0).max(60),
  })
  .meta({ id: 'Skill' });

export const ExpertStage = z.enum(['applied', 'screening', 'certified', 'suspended', 'terminated']);

const expertProfile = {
  givenName: text(80),
  familyName: text(80),
  skills: z.array(Skill).min(1).max(50),
  experienceYears: z.number().min(0).max(60),
  english: EnglishLevel,
  country,
  timeZone: TimeZone,
  engagementKinds: z.array(EngagementKind).min(1),
  weeklyCapacityHours: z.int().min(1).max(80).default(40),
  payRate: Money.meta({ description: 'What the expert asks per hour' }),
};

export const Application = z
  .strictObject({
    ...expertProfile,
    expertId: Id.optional().meta({ description: 'Staff only; an expert applies for itself' }),
  })
  .meta({ id: 'Application' });

export const ExpertChange = z
  .strictObject({ ...expertProfile, weeklyCapacityHours: z.int().min(1).max(80) })
  .partial()
  .meta({ id: 'ExpertChange' });

export const Expert = z
  .object({
    id: Id,
    givenName: z.string(),
    familyName: z.string(),
    skills: z.array(Skill),
    experienceYears: z.number(),
    english: EnglishLevel,
    country: z.string(),
    rateZone: RateZone,
    timeZone: TimeZone,
    engagementKinds: z.array(EngagementKind),
    weeklyCapacityHours: z.int(),
    payRate: Money.optional().meta({ description: 'Absent for clients' }),
    stage: ExpertStage,
    programmes: z.array(ProgrammeId).meta({ description: 'Programmes the expert is certified for' }),
    history: z.array(Change),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Expert' });

export const RequiredSkill = z
  .strictObject({ name: text(60), minimumYears: z.number().min(0).max(60) })
  .meta({ id: 'RequiredSkill' });

export const NewOpening = z
  .strictObject({
    clientId: Id.optional().meta({ description: "Staff name the client; a client's own user may leave it out" }),
    programme: ProgrammeId,
    title: text(120),
    description: text(10_000),
    skills: z.array(RequiredSkill).min(1).max(30),
    engagementKind: EngagementKind,
    hoursPerWeek: z.int().min(1).max(60),
    startsOn: Day,
    durationMonths: z.int().min(1).max(60),
    rateZone: RateZone,
    budgetRate: Money.meta({ description: 'What the client pays per hour' }),
  })
  .meta({ id: 'NewOpening' });

export const Opening = z
  .object({
    id: Id,
    clientId: Id,
    clientName: z.string(),
    programme: ProgrammeId,
    title: z.string(),
    description: z.string(),
    skills: z.array(RequiredSkill),
    engagementKind: EngagementKind,
    hoursPerWeek: z.int(),
    startsOn: Day,
    durationMonths: z.int(),
    rateZone: RateZone,
    budgetRate: Money.optional().meta({ description: 'Absent for experts' }),
    state: z.enum(['open', 'filled', 'withdrawn']),
    version: Version,
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Opening' });

export const NewOffer = z
  .strictObject({
    payRate: Money,
    hoursPerWeek: z.int().min(1).max(60),
    earliestStart: Day,
    availability: text(500).optional(),
    estimateMinutes: z.int().min(1).optional(),
    relevantExperience: text(5_000).optional(),
    note: text(5_000).optional(),
  })
  .meta({ id: 'NewOffer' });

export const Offer = z
  .object({
    id: Id,
    openingId: Id,
    expertId: Id,
    expertName: z.string(),
    payRate: Money.optional().meta({ description: 'Absent for clients' }),
    hoursPerWeek: z.int().nullable(),
    earliestStart: Day.nullable(),
    availability: z.string().nullable(),
    estimateMinutes: z.int().nullable(),
    relevantExperience: z.string().nullable(),
    note: z.string().nullable(),
    state: z.enum(['suggested', 'offered', 'withdrawn', 'declined', 'selected', 'not-selected']),
    rank: z
      .object({
        position: z.int(),
        points: z.number(),
        because: z.array(z.object({ factor: z.string(), points: z.number(), detail: z.string() })),
      })
      .optional()
      .meta({ description: 'PL-7, in lists of one opening for client and staff' }),
    version: Version,
    createdAt: Instant,
  })
  .meta({ id: 'Offer' });

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
    rateZone: RateZone,
    billRate: Money,
    payRate: Money,
  })
  .meta({ id: 'ContractTerms' });
export type ContractTerms = z.infer<typeof ContractTerms>;

/** The terms as their reader may see them: an expert sees no bill rate, a client no pay rate. */
export const ContractTermsView = z
  .object({ ...ContractTerms.shape, billRate: Money.optional(), payRate: Money.optional() })
  .meta({ id: 'ContractTermsView' });

/** What an AE may adapt: not the bars, floors and limits the programme sets (PL-1, PL-5, PL-9), which stay pinned. */
export const ContractChange = ContractTerms.omit({
  minimumExperienceYears: true,
  minimumEnglish: true,
  shortestEngagementMonths: true,
  engagementKinds: true,
  floorRates: true,
  rateZone: true,
})
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

export const PlacementState = z.enum(['selected', 'agreed', 'active', 'paused', 'ended', 'cancelled']);

export const Placement = z
  .object({
    id: Id,
    openingId: Id,
    clientId: Id,
    clientName: z.string(),
    expertId: Id,
    expertName: z.string(),
    programme: ProgrammeId,
    title: z.string(),
    state: PlacementState,
    startsOn: Day,
    endsOn: Day,
    selectedAt: Instant,
    readyBy: Instant.meta({ description: 'PL-10: the 24-hour start' }),
    history: z.array(Change),
    version: Version,
  })
  .meta({ id: 'Placement' });
