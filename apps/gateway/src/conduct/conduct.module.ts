import { Module } from '@nestjs/common';
import { AppealsController } from './appeals.controller.js';
import { ConductController } from './conduct.controller.js';
import { LaddersController } from './ladders.controller.js';
import { TerminationsController } from './terminations.controller.js';

@Module({ controllers: [LaddersController, ConductController, TerminationsController, AppealsController] })
export class ConductModule {}
