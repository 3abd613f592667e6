import { Module } from '@nestjs/common';
import { ChangeEntity, Edits, History } from '#libs/history';
import { EventsModule, manualClockController } from '#libs/messaging';
import { PersistenceModule } from '#libs/persistence';
import { TimeModule } from '#libs/time';
import { ClientEntity } from './clients/client.entity.js';
import { ClientsController } from './clients/clients.controller.js';
import { ClientsService } from './clients/clients.service.js';
import { ContactEntity } from './clients/contact.entity.js';
import { ConductController } from './conduct/conduct.controller.js';
import { ConductAnswerEntity, ConductRecordEntity } from './conduct/conduct-record.entity.js';
import { ConductRecordsService } from './conduct/conduct-records.service.js';
import { DecidingService } from './conduct/deciding.service.js';
import { LaddersService } from './conduct/ladders.service.js';
import { ProposalDesk } from './conduct/proposal-desk.js';
import { ProposingService } from './conduct/proposing.service.js';
import { RecordingService } from './conduct/recording.service.js';
import { TerminationProposalEntity } from './conduct/termination-proposal.entity.js';
import { TerminationsController } from './conduct/terminations.controller.js';
import { TerminationsService } from './conduct/terminations.service.js';
import { AgreementEntity } from './contracts/agreement.entity.js';
import { AgreementService } from './contracts/agreement.service.js';
import { Binding } from './contracts/binding.js';
import { ContractEntity } from './contracts/contract.entity.js';
import { ContractsController } from './contracts/contracts.controller.js';
import { ContractsService } from './contracts/contracts.service.js';
import { DraftingService } from './contracts/drafting.service.js';
import { CertificationService } from './experts/certification.service.js';
import { ExpertEntity } from './experts/expert.entity.js';
import { ExpertsController } from './experts/experts.controller.js';
import { ExpertsService } from './experts/experts.service.js';
import { ProfileService } from './experts/profile.service.js';
import { BroughtClientEntity, FirstRefusalEntity } from './first-refusal/first-refusal.entity.js';
import { LeadsConsumer } from './first-refusal/leads.consumer.js';
import { WaiverService } from './first-refusal/waiver.service.js';
import { CategoriesService } from './issues/categories.service.js';
import { ComplaintsConsumer } from './issues/complaints.consumer.js';
import { IssueCategoryEntity, IssueGroupEntity } from './issues/issue-category.entity.js';
import { IssuesController } from './issues/issues.controller.js';
import { LossEntity } from './issues/loss.entity.js';
import { LossesService } from './issues/losses.service.js';
import { LossRecordingService } from './issues/loss-recording.service.js';
import { Strikes } from './issues/strikes.js';
import { UntoldCategories } from './issues/untold-categories.js';
import { MatchingController } from './matching/matching.controller.js';
import { RankingWeightsService } from './matching/ranking-weights.service.js';
import { RateZonesService } from './matching/rate-zones.service.js';
import { AnswersService } from './offers/answers.service.js';
import { OfferEntity } from './offers/offer.entity.js';
import { OffersController } from './offers/offers.controller.js';
import { OffersService } from './offers/offers.service.js';
import { RankingService } from './offers/ranking.service.js';
import { DescribeService } from './openings/describe.service.js';
import { OpeningEntity } from './openings/opening.entity.js';
import { OpeningsController } from './openings/openings.controller.js';
import { OpeningsService } from './openings/openings.service.js';
import { CancelService } from './placements/cancel.service.js';
import { LastDay } from './placements/last-day.js';
import { PlacementEntity } from './placements/placement.entity.js';
import { PlacementsController } from './placements/placements.controller.js';
import { PlacementsService } from './placements/placements.service.js';
import { SelectionService } from './placements/selection.service.js';
import { StartPromise } from './placements/start-promise.js';
import { StepsService } from './placements/steps.service.js';
import { ProgrammeEntity } from './programmes/programme.entity.js';
import { ProgrammesController } from './programmes/programmes.controller.js';
import { ProgrammeNews } from './programmes/programme-news.js';
import { ProgrammesService } from './programmes/programmes.service.js';
import { CatalogueService } from './situations/catalogue.service.js';
import { ProblemSituationEntity } from './situations/problem-situation.entity.js';
import { ProblemsConsumer } from './situations/problems.consumer.js';
import { SituationsController } from './situations/situations.controller.js';
import { SituationsService } from './situations/situations.service.js';

export const entities = [
  ProgrammeEntity,
  ClientEntity,
  ContactEntity,
  ExpertEntity,
  OpeningEntity,
  OfferEntity,
  PlacementEntity,
  ContractEntity,
  AgreementEntity,
  ConductRecordEntity,
  ConductAnswerEntity,
  TerminationProposalEntity,
  ProblemSituationEntity,
  IssueCategoryEntity,
  IssueGroupEntity,
  LossEntity,
  BroughtClientEntity,
  FirstRefusalEntity,
  ChangeEntity,
];

export const controllers = [
  ProgrammesController,
  ClientsController,
  ExpertsController,
  OpeningsController,
  OffersController,
  MatchingController,
  PlacementsController,
  ContractsController,
  ConductController,
  TerminationsController,
  SituationsController,
  IssuesController,
];

/** Experts, clients, openings, offers, placements and contracts (section 2 of the rules). */
@Module({
  imports: [
    PersistenceModule.forRoot({ service: 'placement', entities }),
    TimeModule.forRoot(),
    EventsModule.forService({ service: 'placement' }),
  ],
  controllers: [...controllers, manualClockController('placement')],
  providers: [
    History,
    ProgrammeNews,
    ProgrammesService,
    ClientsService,
    ExpertsService,
    ProfileService,
    CertificationService,
    OpeningsService,
    DescribeService,
    LeadsConsumer,
    WaiverService,
    OffersService,
    AnswersService,
    RankingService,
    Edits,
    RankingWeightsService,
    RateZonesService,
    PlacementsService,
    SelectionService,
    StartPromise,
    LastDay,
    StepsService,
    CancelService,
    ContractsService,
    DraftingService,
    AgreementService,
    Binding,
    LaddersService,
    ConductRecordsService,
    RecordingService,
    ProposalDesk,
    TerminationsService,
    ProposingService,
    DecidingService,
    SituationsService,
    CatalogueService,
    ProblemsConsumer,
    CategoriesService,
    UntoldCategories,
    Strikes,
    ComplaintsConsumer,
    LossRecordingService,
    LossesService,
  ],
})
export class PlacementModule {}
