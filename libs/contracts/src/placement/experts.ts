import { z } from 'zod';
import { command, query } from '../contract.js';
import { Change, Id, Instant, listOf, Money, Page, sortBy, text, TimeZone, Version } from '../shapes.js';
import { country, evidence, reason } from './fields.js';
import { EngagementKind, EnglishLevel, ProgrammeId, RateZone } from './programmes.js';

// Experts (PL-1)

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
  .strictObject({
    ...expertProfile,
    weeklyCapacityHours: z.int().min(1).max(80),
    teamLeadId: Id.nullable().meta({ description: 'Account of its team lead; set by staff' }),
  })
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
    teamLeadId: Id.nullable().meta({ description: 'Account of its team lead' }),
    stage: ExpertStage,
    programmes: z.array(ProgrammeId).meta({ description: 'Programmes the expert is certified for' }),
    history: z.array(Change),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Expert' });

export const applyAsExpert = command('placement.apply', { input: Application, output: Expert });
export const getExpert = query('placement.get-expert', { input: z.object({ id: Id }), output: Expert });
export const ExpertFilter = z.object({
  ...Page.shape,
  q: text(100, 0).optional(),
  stage: ExpertStage.optional(),
  skill: text(60).optional(),
  programme: ProgrammeId.optional(),
  engagementKind: EngagementKind.optional(),
  sort: sortBy(['familyName', 'createdAt'], 'familyName'),
});
export const listExperts = query('placement.list-experts', { input: ExpertFilter, output: listOf(Expert) });
export const changeExpert = command('placement.change-expert', {
  input: z.object({ id: Id, version: Version, change: ExpertChange }),
  output: Expert,
});
export const ExpertStep = z.strictObject({ reason: reason.optional() });
export const screenExpert = command('placement.screen-expert', {
  input: z.object({ id: Id, ...ExpertStep.shape }),
  output: Expert,
});
/** PL-1: 422 `placement.below-the-bar` names each bar missed in `errors` and `facts.bars`. */
export const Certification = z.strictObject({ programme: ProgrammeId, reason: reason.optional() });
export const certifyExpert = command('placement.certify-expert', {
  input: z.object({ id: Id, ...Certification.shape }),
  output: Expert,
});
export const StageChange = z.strictObject({ reason });
export const suspendExpert = command('placement.suspend-expert', {
  input: z.object({ id: Id, reason }),
  output: Expert,
});
export const reinstateExpert = command('placement.reinstate-expert', {
  input: z.object({ id: Id, reason }),
  output: Expert,
});
/** Whoever is or was certified is terminated at its own wish, or by a decided proposal (PL-14), never like this. */
export const Termination = z
  .strictObject({ reason, ownWish: evidence.optional().meta({ description: 'The expert’s written wish to leave' }) })
  .meta({ id: 'Termination' });
export const terminateExpert = command('placement.terminate-expert', {
  input: z.object({ id: Id, ...Termination.shape }),
  output: Expert,
});
