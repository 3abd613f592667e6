import { Module } from '@nestjs/common';
import { ClientsController } from '../clients/clients.controller.js';
import { ContractsController } from '../contracts/contracts.controller.js';
import { CertificationController } from '../experts/certification.controller.js';
import { ExpertsController } from '../experts/experts.controller.js';
import { MatchingController } from '../matching/matching.controller.js';
import { OffersController } from '../offers/offers.controller.js';
import { OpeningsController } from '../openings/openings.controller.js';
import { ProgrammesController } from '../programmes/programmes.controller.js';
import { PlacementsController } from './placements.controller.js';
import { SelectionsController } from './selections.controller.js';

/** What the placement service does, from a client's need to a contract. */
@Module({
  controllers: [
    ProgrammesController,
    ClientsController,
    ExpertsController,
    CertificationController,
    OpeningsController,
    OffersController,
    MatchingController,
    SelectionsController,
    PlacementsController,
    ContractsController,
  ],
})
export class HiringModule {}
