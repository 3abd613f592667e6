import { z } from 'zod';
import { command, query } from '../contract.js';
import { Day, Id, listOf, Page, sortBy, text, Version } from '../shapes.js';
import {
  Application,
  Client,
  ClientChange,
  Contract,
  ContractChange,
  EngagementKind,
  Expert,
  ExpertChange,
  ExpertStage,
  NewClient,
  NewContact,
  NewOffer,
  NewOpening,
  Offer,
  Opening,
  Placement,
  PlacementState,
  Programme,
  ProgrammeId,
  ProgrammeTerms,
} from './shapes.js';

const reason = text(2_000);
const evidence = text(5_000);
/** In a path or query, where everything is text. */
const number = z.coerce.number().int().min(1).max(9_999);

// Programmes (section 1 of the rules)
export const listProgrammes = query('placement.list-programmes', {
  input: z.object({}),
  output: z.object({ items: z.array(Programme) }),
});
export const getProgramme = query('placement.get-programme', {
  input: z.object({ id: ProgrammeId, version: number.optional() }),
  output: Programme,
});
/** Publishes version 1 of a new programme or the next version of a known one; signed contracts don't change. */
export const publishProgramme = command('placement.publish-programme', {
  input: z.strictObject({ id: ProgrammeId, name: text(80), terms: ProgrammeTerms }),
  output: Programme,
});

// Clients
export const registerClient = command('placement.register-client', { input: NewClient, output: Client });
export const getClient = query('placement.get-client', { input: z.object({ id: Id }), output: Client });
export const ClientFilter = z.object({
  ...Page.shape,
  q: text(100, 0).optional(),
  ownerId: Id.optional(),
  sort: sortBy(['name', 'createdAt'], 'name'),
});
export const listClients = query('placement.list-clients', { input: ClientFilter, output: listOf(Client) });
export const changeClient = command('placement.change-client', {
  input: z.object({ id: Id, version: Version, change: ClientChange }),
  output: Client,
});
export const addContact = command('placement.add-contact', {
  input: z.object({ clientId: Id, contact: NewContact }),
  output: Client,
});

// Experts (PL-1)
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
export const terminateExpert = command('placement.terminate-expert', {
  input: z.object({ id: Id, reason }),
  output: Expert,
});

// Openings (PL-4, PL-5)
export const describeOpening = command('placement.describe-opening', { input: NewOpening, output: Opening });
export const getOpening = query('placement.get-opening', { input: z.object({ id: Id }), output: Opening });
export const OpeningFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  state: z.enum(['open', 'filled', 'withdrawn']).optional(),
  skill: text(60).optional(),
  sort: sortBy(['createdAt', 'startsOn'], '-createdAt'),
});
export const listOpenings = query('placement.list-openings', { input: OpeningFilter, output: listOf(Opening) });
export const withdrawOpening = command('placement.withdraw-opening', {
  input: z.object({ id: Id, reason }),
  output: Opening,
});

// Offers (PL-6, PL-7) and the client's decision (PL-8)
export const makeOffer = command('placement.make-offer', {
  input: z.object({ openingId: Id, offer: NewOffer }),
  output: Offer,
});
export const Suggestion = z.strictObject({ expertId: Id, note: text(5_000).optional() });
export const suggestExpert = command('placement.suggest-expert', {
  input: z.object({ openingId: Id, ...Suggestion.shape }),
  output: Offer,
});
/** The suggested expert accepts, with an offer of its own. */
export const acceptSuggestion = command('placement.accept-suggestion', {
  input: z.object({ id: Id, offer: NewOffer }),
  output: Offer,
});
export const declineSuggestion = command('placement.decline-suggestion', {
  input: z.object({ id: Id, reason: reason.optional() }),
  output: Offer,
});
export const withdrawOffer = command('placement.withdraw-offer', {
  input: z.object({ id: Id, reason: reason.optional() }),
  output: Offer,
});
export const getOffer = query('placement.get-offer', { input: z.object({ id: Id }), output: Offer });
export const OfferFilter = z.object({
  ...Page.shape,
  openingId: Id.optional(),
  expertId: Id.optional(),
  state: Offer.shape.state.optional(),
  sort: sortBy(['createdAt'], '-createdAt'),
});
export const listOffers = query('placement.list-offers', { input: OfferFilter, output: listOf(Offer) });
/** PL-7: every live offer of one opening, ranked, each rank explained. */
export const rankOffers = query('placement.rank-offers', {
  input: z.object({ openingId: Id }),
  output: z.object({ items: z.array(Offer) }),
});
/** PL-8: the client's own user, or an AE with the client's written decision as `evidence`. Nobody else. */
export const Selection = z.strictObject({ offerId: Id, evidence: evidence.optional() });
export const selectOffer = command('placement.select-offer', { input: Selection, output: Placement });

// Placements and contracts (PL-9, PL-11)
export const getPlacement = query('placement.get-placement', { input: z.object({ id: Id }), output: Placement });
export const PlacementFilter = z.object({
  ...Page.shape,
  clientId: Id.optional(),
  expertId: Id.optional(),
  state: PlacementState.optional(),
  sort: sortBy(['startsOn', 'selectedAt'], '-selectedAt'),
});
export const listPlacements = query('placement.list-placements', { input: PlacementFilter, output: listOf(Placement) });
export const activatePlacement = command('placement.activate-placement', {
  input: z.object({ id: Id }),
  output: Placement,
});
export const PlacementStep = z.strictObject({ reason });
export const pausePlacement = command('placement.pause-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});
export const resumePlacement = command('placement.resume-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});
/** `endsOn`: the last day worked, today unless given; later days can't be reported any more. */
export const PlacementEnd = z.strictObject({ reason, endsOn: Day.optional() });
export const endPlacement = command('placement.end-placement', {
  input: z.object({ id: Id, ...PlacementEnd.shape }),
  output: Placement,
});
/** Before activation only: the selection comes to nothing; the opening is open again. */
export const cancelPlacement = command('placement.cancel-placement', {
  input: z.object({ id: Id, reason }),
  output: Placement,
});

export const listContracts = query('placement.list-contracts', {
  input: z.object({ placementId: Id }),
  output: z.object({ items: z.array(Contract) }),
});
export const getContract = query('placement.get-contract', {
  input: z.object({ placementId: Id, number }),
  output: Contract,
});
/** AE only, while a draft; agreements given before the change are void. */
export const adaptContract = command('placement.adapt-contract', {
  input: z.object({
    placementId: Id,
    number,
    version: Version,
    change: ContractChange,
  }),
  output: Contract,
});
/** The client's user or the expert agrees to exactly this version; an AE records a written agreement with `party` and `evidence`. */
export const ContractAgreement = z.strictObject({
  party: z.enum(['client', 'expert']).optional(),
  evidence: evidence.optional(),
});
export const agreeContract = command('placement.agree-contract', {
  input: z.object({
    placementId: Id,
    number,
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
