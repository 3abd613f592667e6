import type { z } from 'zod';
import type * as wire from '#libs/contracts';

/** The words of section 2 of the rules, as the messages spell them. */
export type RateZone = z.output<typeof wire.RateZone>;
export type EngagementKind = z.output<typeof wire.EngagementKind>;
export type EnglishLevel = z.output<typeof wire.EnglishLevel>;
export type ExpertStage = z.output<typeof wire.ExpertStage>;
export type PlacementState = z.output<typeof wire.PlacementState>;
export type OpeningState = z.output<typeof wire.Opening>['state'];
export type FirstRefusalView = z.output<typeof wire.FirstRefusal>;
export type FirstRefusalState = FirstRefusalView['state'];
export type OfferState = z.output<typeof wire.Offer>['state'];
export type ContractState = z.output<typeof wire.Contract>['state'];
export type Party = z.output<typeof wire.Agreement>['party'];
export type Skill = z.output<typeof wire.Skill>;
export type RequiredSkill = z.output<typeof wire.RequiredSkill>;
export type ConductCategory = z.output<typeof wire.ConductCategory>;
export type ConductEvidence = z.output<typeof wire.ConductEvidence>;
export type ConductLadder = z.output<typeof wire.ConductLadder>;
export type ProposalState = z.output<typeof wire.TerminationProposal>['state'];
export type Expectation = z.output<typeof wire.Expectation>;
export type ExpectationTerm = z.output<typeof wire.ExpectationTerm>;
export type ProblemSituationView = z.output<typeof wire.ProblemSituation>;
export type SituationState = ProblemSituationView['state'];
export type { ContractTerms, ProgrammeTerms } from '#libs/contracts';
