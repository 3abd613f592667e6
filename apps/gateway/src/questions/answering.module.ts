import { Module } from '@nestjs/common';
import { AttentionController } from '../attention/attention.controller.js';
import { BugsController } from '../bugs/bugs.controller.js';
import { ClocksController } from '../clocks/clocks.controller.js';
import { MistakesController } from '../mistakes/mistakes.controller.js';
import { AnswersController } from './answers.controller.js';
import { CommunityController } from './community.controller.js';
import { InboundController } from './inbound.controller.js';
import { QuestionsController } from './questions.controller.js';

/** What clients ask and are promised: questions, bugs, mistakes and their clocks. */
@Module({
  controllers: [
    QuestionsController,
    AnswersController,
    InboundController,
    CommunityController,
    BugsController,
    MistakesController,
    ClocksController,
    AttentionController,
  ],
})
export class AnsweringModule {}
